import Autograd
import Layers
import Tensor
import TestSupport
import Testing

/// The vision transformer, in the tests of networks, judges it before attention.
@Suite struct PositionEmbeddingTests {
  @Test func addsAVectorAtEachPlace() throws {
    var layer = PositionEmbedding()
    #expect(try layer.build(for: [2, 2]) == [2, 2])
    #expect(layer.weight.value != .zeros([2, 2]))
    layer.weight.value = Tensor([[10, 20], [30, 40]])
    let vectors = Tensor([1, 2, 3, 4]).reshaped(to: [1, 2, 2])
    #expect(layer(vectors) == Tensor([11, 22, 33, 44]).reshaped(to: [1, 2, 2]))
    let model = layer
    expectDifferentiable(at: samples([3, 2, 2])) { model($0[0]) }
  }

  @Test func refusesAnotherLengthAndWhatIsNoSequence() throws {
    var layer = PositionEmbedding()
    try layer.build(for: [2, 4])
    var error = #expect(throws: ShapeError.self) { try layer.build(for: [3, 4]) }
    #expect(error?.message == "weight has shape [2, 4], but the input needs [3, 4]")
    error = #expect(throws: ShapeError.self) { try PositionEmbedding().outputShape(for: [4]) }
    #expect(error?.message == "PositionEmbedding expects a sequence [length, features], got [4]")
  }
}
