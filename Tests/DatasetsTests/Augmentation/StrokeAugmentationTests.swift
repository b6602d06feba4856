import Foundation
import Tensor
import Testing

@testable import Datasets

@Suite struct StrokeAugmentationTests {
  /// The image with its edges moved by `distance` pixels.
  private func moved(_ rows: [[Float]], by distance: Float) -> [[Float]] {
    let (height, width) = (rows.count, rows[0].count)
    let part = distance / Float(min(height, width))
    let distortion = ImageDistortion(
      affine: nil, strokes: StrokeAugmentation(change: part...part))
    var random = SeededGenerator(seed: 1)
    let result = distortion(
      Tensor(rows.flatMap { $0 }, shape: [1, height, width, 1]), using: &random)
    // Fractions of pixels come back from parts of the size with a little rounding.
    let scalars = result.scalars.map { ($0 * 1000).rounded() / 1000 }
    return (0..<height).map { Array(scalars[$0 * width..<($0 + 1) * width]) }
  }

  private var dot: [[Float]] {
    var rows = [[Float]](repeating: [Float](repeating: 0, count: 7), count: 7)
    rows[3][3] = 1
    return rows
  }

  @Test func aDotGrowsToACrossAndThenToAnOctagon() {
    #expect(
      moved(dot, by: 1) == [
        [0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 0],
        [0, 0, 1, 1, 1, 0, 0],
        [0, 0, 0, 1, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
      ])
    #expect(
      moved(dot, by: 2) == [
        [0, 0, 0, 0, 0, 0, 0],
        [0, 0, 1, 1, 1, 0, 0],
        [0, 1, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 1, 0],
        [0, 0, 1, 1, 1, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
      ])
  }

  @Test func aPartOfAPixelIsMixedIn() {
    let half = moved(dot, by: 0.5)
    #expect(half[3] == [0, 0, 0.5, 1, 0.5, 0, 0])
    #expect(half[2] == [0, 0, 0, 0.5, 0, 0, 0])
    let more = moved(dot, by: 1.25)
    #expect(more[3] == [0, 0.25, 1, 1, 1, 0.25, 0])
    #expect(more[2] == [0, 0.25, 0.25, 1, 0.25, 0.25, 0])
  }

  /// A bar as wide as three pixels has 3 + 2 r pixels of ink in each row.
  @Test(arguments: [Float(-1.25), -1, -0.3, 0, 0.4, 1, 1.6, 2])
  func aBarHasAsMuchInkAsItsWidthSays(distance: Float) {
    let rows = [[Float]](repeating: [0, 0, 0, 1, 1, 1, 0, 0, 0], count: 9)
    let middle = moved(rows, by: distance)[4]
    #expect(abs(middle.reduce(0, +) - max(0, 3 + 2 * distance)) < (distance < -1 ? 0.51 : 0.01))
    #expect(middle == middle.reversed())
  }

  @Test func grayPixelsStayBetweenTheirNeighbors() {
    let rows: [[Float]] = [[0.25, 0.5, 0.75], [0, 0, 0], [0, 0, 0]]
    #expect(moved(rows, by: 1) == [[0.5, 0.75, 0.75], [0.25, 0.5, 0.75], [0, 0, 0]])
    #expect(moved(rows, by: -1) == [[0, 0, 0], [0, 0, 0], [0, 0, 0]])
  }

  @Test func changesAreDrawnFromTheWholeRange() {
    var random = SeededGenerator(seed: 1)
    let augmentation = StrokeAugmentation(change: -0.01...0.03)
    let drawn = (0..<1000).map { _ in augmentation.thickening(size: 100, using: &random) }
    #expect(drawn.allSatisfy { (-1...3).contains($0) })
    #expect(drawn.min()! < -0.95 && drawn.max()! > 2.95)
    let mean: Float = drawn.reduce(0, +) / 1000
    #expect(abs(mean - 1) < 0.15)
  }

  @Test func rangesThatMakeNoSenseStop() async {
    await #expect(processExitsWith: .failure) { _ = StrokeAugmentation(change: -0.6...0) }
  }

  @Test func whatTheInitializerRefusesIsNotRead() throws {
    for text in ["{\"change\":[0,0.6]}", "{\"change\":[-1,0]}"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(StrokeAugmentation.self, from: Data(text.utf8))
      }
    }
    let value = StrokeAugmentation()
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(StrokeAugmentation.self, from: data) == value)
  }
}
