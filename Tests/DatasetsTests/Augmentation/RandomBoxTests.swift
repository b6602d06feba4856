import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct RandomBoxTests {
  @Test func rectanglesLieWithinTheImageAndReachItsBorders() {
    var random = SeededGenerator(seed: 1)
    let image = ImageSize(height: 5, width: 7)
    let boxes = (0..<500).compactMap { _ in
      RandomBox(scale: 0.1...0.3, ratio: 0.5...2).draw(within: image, using: &random)
    }
    #expect(boxes.count == 500)
    #expect(boxes.allSatisfy { $0.top >= 0 && $0.left >= 0 })
    #expect(boxes.map { $0.top + $0.size.height }.max() == 5)
    #expect(boxes.map { $0.left + $0.size.width }.max() == 7)
    #expect(Set(boxes.map(\.top)).isSuperset(of: 0...3))
  }

  @Test func whatDoesNotFitIsNil() {
    var random = SeededGenerator(seed: 1)
    let box = RandomBox(scale: 1...1, ratio: 4...4)
    #expect(box.draw(within: ImageSize(height: 9, width: 9), using: &random) == nil)
    // A rectangle of no pixels is none.
    let small = RandomBox(scale: 0.001...0.001, ratio: 1...1)
    #expect(small.draw(within: ImageSize(height: 9, width: 9), using: &random) == nil)
    let whole = RandomBox(scale: 1...1, ratio: 4...4)
    #expect(
      whole.draw(within: ImageSize(height: 5, width: 20), using: &random)
        == ImageBox(top: 0, left: 0, size: ImageSize(height: 5, width: 20)))
  }
}
