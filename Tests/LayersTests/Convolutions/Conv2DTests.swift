import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct Conv2DTests {
  @Test(arguments: Fixture.cases(of: "Conv2D"))
  func agreesWithKeras(_ fixture: Fixture) throws {
    let kernel = fixture["weight"].shape
    let layer = Conv2D(
      kernel[3], kernel: (kernel[0], kernel[1]),
      strides: (fixture.integer("strideHeight"), fixture.integer("strideWidth")),
      padding: try padding(fixture), activation: try activation(fixture.text("activation")),
      usesBias: fixture.contains("bias"))
    try expectJudged(layer, by: fixture)
  }

  @Test(arguments: Fixture.cases(of: "Convolutions"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    let kernel = fixture["weight"].shape
    let layer = Conv2D(
      kernel[3], kernel: kernel[0], strides: fixture.integer("stride"), padding: sides(fixture),
      dilation: fixture.integer("dilation"), groups: fixture.integer("groups"))
    try expectJudged(layer, by: fixture)
  }

  @Test func shapesItsParametersForTheInput() throws {
    var layer = Conv2D(8, kernel: (3, 5), strides: (2, 1), padding: .same)
    #expect(try layer.build(for: [9, 10, 4]) == [5, 10, 8])
    #expect(layer.weight.value.shape == [3, 5, 4, 8])
    #expect(layer.bias?.value == .zeros([8]))
    #expect(layer.parameterCount == 3 * 5 * 4 * 8 + 8)
  }

  @Test func groupsShareTheChannels() throws {
    var layer = Conv2D(64, kernel: 3, padding: .same, groups: 4)
    #expect(try layer.build(for: [6, 6, 32]) == [6, 6, 64])
    #expect(layer.weight.value.shape == [3, 3, 8, 64])
    let error = #expect(throws: ShapeError.self) { try layer.outputShape(for: [6, 6, 30]) }
    #expect(
      error?.message == "Conv2D(64) in 4 groups expects channels that 4 divides, got [6, 6, 30]")
  }

  @Test func namesWhatDoesNotFit() {
    var layer = Conv2D(8, kernel: 10)
    let small = #expect(throws: ShapeError.self) { try layer.build(for: [9, 20, 1]) }
    #expect(
      small?.message == "Conv2D(8) with a 10×10 window does not fit images [9, 20, 1]: use larger "
        + "images, a smaller window or padding: .same")
    let vector = #expect(throws: ShapeError.self) { try layer.build(for: [20]) }
    #expect(vector?.message == "Conv2D(8) expects images [height, width, channels], got [20]")
  }

  @Test func keepsWeightsItHasAndRefusesInputsTheyDoNotFit() throws {
    var layer = Conv2D(2, kernel: 3)
    try layer.build(for: [5, 5, 1], seed: 1)
    let weight = layer.weight.value
    try layer.build(for: [8, 8, 1], seed: 2)
    #expect(layer.weight.value == weight)
    let error = #expect(throws: ShapeError.self) { try layer.build(for: [8, 8, 3]) }
    #expect(
      error?.message == "weight has shape [3, 3, 1, 2], but the input needs [3, 3, 3, 2]")
  }
}
