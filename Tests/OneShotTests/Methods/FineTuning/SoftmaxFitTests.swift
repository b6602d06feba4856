import TestSupport
import Testing

@testable import OneShot

@Suite struct SoftmaxFitTests {
  @Test(arguments: Fixture.cases(of: "FineTuning"))
  func agreesWithPyTorch(_ fixture: Fixture) {
    let scale = fixture.number("scale")
    let settings = FineTuning(
      scale > 0 ? .cosine(scale: scale) : .linear, batchSize: fixture.integer("batch"),
      learningRate: 0.05)
    var fit = SoftmaxFit(settings, weight: fixture["weight"], bias: fixture["bias"])
    let x = fixture["support"].reshaped(to: [6, 5])
    let orders = fixture.integers("orders")
    for epoch in 0..<12 {
      fit.fit(
        x, classes: .oneHot([0, 0, 1, 1, 2, 2], classes: 3),
        order: Array(orders[epoch * 6..<epoch * 6 + 6]))
    }
    expectClose(fit.weight, fixture["fitted"])
    expectClose(fit.logits(of: fixture["queries"]), fixture["output"])
  }

  @Test func firstWeightsAreWithinPyTorchsBound() {
    var random = SeededGenerator(seed: 1)
    let fit = SoftmaxFit(.baseline, ways: 5, size: 64, using: &random)
    #expect(fit.weight.shape == [5, 64] && fit.bias.shape == [5])
    let largest = fit.weight.abs().max().item
    #expect(largest <= 1 / 8 && largest > 1 / 9)
  }
}
