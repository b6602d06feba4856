import OneShot
import Testing

extension Metric {
  fileprivate static let accuracy = Metric("accuracy", .maximize)
}

@Suite struct LearningCurveTests {
  /// Three epochs of a training that reports 0.2, 0.5 and 0.8 as `accuracy`.
  private func history() throws -> TrainingHistory {
    var layer = Dense(1)
    try layer.build(for: [2])
    var optimizer = SGD(learningRate: 0.1)
    var accuracies = [0.2, 0.5, 0.8].makeIterator()
    let batches = Batches(itemsPerBatch: 1) { _, _ in Tensor.ones([1, 2]) }
    return try fit(
      &layer, with: &optimizer, on: batches, plan: TrainingPlan(steps: 12, stepsPerEpoch: 4)
    ) { layer, batch in
      layer(batch).square().sum()
    } validation: { _ in
      var logs = Logs()
      logs[.accuracy] = accuracies.next()!
      return logs
    }
  }

  @Test func aPointForEachEpochAtItsStep() throws {
    let svg = LearningCurve("Learning", try history(), [.accuracy: "one-shot"]).svg
    for text in ["Learning", "one-shot", ">4<", ">8<", ">12<", "Steps"] {
      #expect(svg.contains(text))
    }
    #expect(svg.split(separator: "<circle").count - 1 == 3)
    // 80 % of the height of 344 pixels above 400.
    #expect(svg.contains("cy=\"124.8\""))
  }

  @Test func epochsWithoutTheNumberHaveNoPoint() throws {
    let svg = LearningCurve(
      "Learning", try history(), [Metric("precision", .maximize): "precision"]
    ).svg
    #expect(svg.split(separator: "<circle").count - 1 == 0 && !svg.contains(">precision<"))
  }
}
