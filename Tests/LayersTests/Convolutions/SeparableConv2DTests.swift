import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SeparableConv2DTests {
  @Test(arguments: Fixture.cases(of: "SeparableConv2D"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    let layer = SeparableConv2D(
      fixture["pointwise.bias"].count, kernel: 3, strides: fixture.integer("stride"),
      padding: .zeros(1), multiplier: fixture["depthwise.weight"].shape[3])
    try expectJudged(layer, by: fixture)
  }

  @Test func hasFewParameters() throws {
    var layer = SeparableConv2D(64, kernel: 3, padding: .same, activation: .relu)
    #expect(try layer.build(for: [8, 8, 32]) == [8, 8, 64])
    #expect(layer.parameterCount == 3 * 3 * 32 + 32 * 64 + 64)
    #expect(
      layer.parameters.map(\.path) == ["depthwise.weight", "pointwise.weight", "pointwise.bias"])
  }

  @Test func aSummaryShowsBothSteps() throws {
    let rows = try Sequential { SeparableConv2D(8, kernel: 3, strides: 2, padding: .zeros(1)) }
      .summaryRows(for: [7, 8, 4], named: "leg")
    #expect(
      rows.map(\.layer) == ["leg.0.depthwise (DepthwiseConv2D)", "leg.0.pointwise (Conv2D)"])
    #expect(rows.map(\.output) == [[4, 4, 4], [4, 4, 8]])
    #expect(rows.map(\.trainable) == [36, 40])
  }

  @Test func namesWhatDoesNotFit() {
    let error = #expect(throws: ShapeError.self) {
      try SeparableConv2D(8, kernel: 5).outputShape(for: [4, 8, 3])
    }
    #expect("\(error!)".contains("depthwise"))
  }
}
