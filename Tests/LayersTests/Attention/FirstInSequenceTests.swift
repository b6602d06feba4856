import Layers
import Tensor
import TestSupport
import Testing

/// The vision transformer, in the tests of networks, judges it after attention.
@Suite struct FirstInSequenceTests {
  @Test func takesTheFirstVector() throws {
    var layer = FirstInSequence()
    #expect(try layer.build(for: [3, 2]) == [2])
    let vectors = Tensor.range(0..<12).reshaped(to: [2, 3, 2])
    #expect(layer(vectors) == Tensor([[0, 1], [6, 7]]))
    let model = layer
    expectDifferentiable(at: samples([2, 3, 2])) { model($0[0]) }
  }

  @Test func refusesWhatIsNoSequence() {
    for shape: Shape in [[4], [0, 4]] {
      let error = #expect(throws: ShapeError.self) {
        try FirstInSequence().outputShape(for: shape)
      }
      #expect(
        error?.message == "FirstInSequence expects a sequence [length, features], got \(shape)")
    }
  }
}
