import Autograd
import Layers
import Tensor
import TestSupport
import Testing

/// ConvNeXt, in the tests of networks, judges it within a block.
@Suite struct LayerScaleTests {
  @Test func scalesEachChannel() throws {
    var layer = LayerScale()
    #expect(try layer.build(for: [1, 2, 3]) == [1, 2, 3])
    #expect(layer.scale.value == .full([3], 1e-6))
    layer.scale.value = Tensor([1, 2, 3])
    #expect(
      layer(.ones([1, 1, 2, 3])) == Tensor([[1, 2, 3, 1, 2, 3]]).reshaped(to: [1, 1, 2, 3]))
    let model = layer
    expectDifferentiable(at: samples([2, 2, 2, 3])) { model($0[0]) }
  }

  @Test func refusesOtherChannels() throws {
    var layer = LayerScale(0.1)
    try layer.build(for: [3])
    let error = #expect(throws: ShapeError.self) { try layer.build(for: [4]) }
    #expect(error?.message == "scale has shape [3], but the input needs [4]")
  }
}
