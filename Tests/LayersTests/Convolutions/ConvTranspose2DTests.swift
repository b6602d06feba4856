import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ConvTranspose2DTests {
  @Test(arguments: Fixture.cases(of: "ConvTranspose2D"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    let kernel = fixture["weight"].shape
    let layer = ConvTranspose2D(
      kernel[2], kernel: kernel[0], strides: fixture.integer("stride"),
      padding: .zeros(fixture.integer("padding")), outputPadding: fixture.integer("outputPadding"))
    try expectJudged(layer, by: fixture)
  }

  /// Its shape is that of the images from which a convolution makes its input.
  @Test func shapesAreThoseOfKeras() throws {
    var layer = ConvTranspose2D(8, kernel: 3, strides: 2, padding: .same)
    #expect(try layer.build(for: [5, 6, 4]) == [10, 12, 8])
    #expect(layer.weight.value.shape == [3, 3, 8, 4])
    #expect(layer.bias?.value == .zeros([8]))
    let whole = ConvTranspose2D(8, kernel: 3, strides: 2)
    #expect(try whole.outputShape(for: [5, 6, 4]) == [11, 13, 8])
  }

  @Test func gradients() throws {
    var layer = ConvTranspose2D(3, kernel: 3, strides: 2, padding: .same, activation: .tanh)
    try layer.build(for: [3, 4, 2])
    let built = layer
    expectDifferentiable(at: samples([2, 3, 4, 2])) { built($0[0]) }
  }

  @Test func namesWhatDoesNotFit() {
    let vector = #expect(throws: ShapeError.self) {
      try ConvTranspose2D(8, kernel: 3).outputShape(for: [9])
    }
    #expect(
      vector?.message == "ConvTranspose2D(8) expects images [height, width, channels], got [9]")
    let empty = #expect(throws: ShapeError.self) {
      try ConvTranspose2D(8, kernel: 3, padding: .zeros(2)).outputShape(for: [1, 1, 4])
    }
    #expect(empty?.message.hasPrefix("ConvTranspose2D(8) has no such output") == true)
  }
}
