import Testing
import Training

@Suite struct TrainingErrorTests {
  @Test func saysWhatHelps() {
    let remedy = "use a smaller learning rate or clip the gradients"
    #expect(
      "\(TrainingError.gradientIsNotFinite(path: "leg.0.weight", iteration: 3))"
        == "training: expected finite gradients, got one of leg.0.weight that is infinite or NaN "
        + "at iteration 3: \(remedy)")
    #expect(
      "\(TrainingError.weightsAreNotFinite(path: "head.bias", iteration: 7))"
        == "training: expected finite weights, head.bias has become infinite or NaN by iteration "
        + "7: \(remedy)")
    #expect(
      "\(TrainingError.momentsAreNotFinite(path: "head.bias", iteration: 7))"
        == "training: expected finite moments of the optimizer, one of head.bias has become infinite "
        + "or NaN by iteration 7: \(remedy)")
  }

  @Test func listsWhatThereIs() {
    #expect(
      "\(TrainingError.unknownLayers(["leg.O"], known: ["leg.0", "head"]))"
        == "optimizer.options.layers: expected paths of the model's layers (leg.0, head), found "
        + "leg.O")
    #expect(
      "\(TrainingError.unknownMetric(Metric("Loss", .minimize), reported: [.loss, .seconds]))"
        == "training: expected a metric that epochs report (loss, to minimize; seconds, to "
        + "minimize), found Loss, to minimize")
  }
}
