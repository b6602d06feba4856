import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct DepthwiseConv2DTests {
  @Test(arguments: Fixture.cases(of: "DepthwiseConv2D"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    let kernel = fixture["weight"].shape
    let layer = DepthwiseConv2D(
      kernel: kernel[0], strides: fixture.integer("stride"), padding: sides(fixture),
      dilation: fixture.integer("dilation"), multiplier: kernel[3])
    try expectJudged(layer, by: fixture)
  }

  @Test func shapesItsParametersForTheInput() throws {
    var layer = DepthwiseConv2D(kernel: 3, strides: 2, padding: .same, multiplier: 2)
    #expect(try layer.build(for: [9, 10, 4]) == [5, 5, 8])
    #expect(layer.weight.value.shape == [3, 3, 4, 2])
    #expect(layer.bias?.value == .zeros([8]))
  }

  @Test func appliesItsActivation() throws {
    let images = samples([2, 6, 7, 9])[0]
    for activation in [Activation.relu, .tanh] {
      var layer = DepthwiseConv2D(kernel: 3, activation: activation, weightInitializer: .heNormal)
      try layer.build(for: [6, 7, 9])
      let sums = images.depthwiseConvolved(with: layer.weight.value)
      #expect(layer(images) == activation(sums), "\(activation.name)")
    }
    var layer = DepthwiseConv2D(kernel: 3, activation: .relu)
    try layer.build(for: [4, 4, 2])
    let built = layer
    expectDifferentiable(at: samples([1, 4, 4, 2])) { built($0[0]) }
  }

  @Test func namesWhatDoesNotFit() {
    let error = #expect(throws: ShapeError.self) {
      try DepthwiseConv2D(kernel: 5).outputShape(for: [4, 8, 3])
    }
    #expect(
      error?.message.hasPrefix("DepthwiseConv2D with a 5×5 window does not fit images [4, 8, 3]")
        == true)
  }
}
