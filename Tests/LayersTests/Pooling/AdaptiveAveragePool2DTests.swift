import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct AdaptiveAveragePool2DTests {
  @Test(arguments: Fixture.cases(of: "AdaptiveAveragePool2D"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    let layer = AdaptiveAveragePool2D(
      height: fixture.integer("height"), width: fixture.integer("width"))
    try expectJudged(layer, by: fixture)
  }

  @Test func needsImages() {
    let error = #expect(throws: ShapeError.self) {
      try AdaptiveAveragePool2D(2).outputShape(for: [9])
    }
    #expect(
      error?.message == "AdaptiveAveragePool2D expects images [height, width, channels], got [9]")
  }

  @Test func refusesNoBins() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AdaptiveAveragePool2D(height: 0, width: 2)
    }
    #expect(
      message(of: result).contains(
        "AdaptiveAveragePool2D: expected a positive size, got 0 × 2"))
  }
}
