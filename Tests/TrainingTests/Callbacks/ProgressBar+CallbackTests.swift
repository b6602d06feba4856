import Autograd
import Optimizers
import Testing

@testable import Training

@Suite struct ProgressBarCallbackTests {
  private let problem = Problem()

  private struct Warning: Callback {
    mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      run.warn("epoch \(run.epoch)")
    }
  }

  private func bar(
    _ unit: String, isLive: Bool = false, _ show: @escaping (String) -> Void
  )
    -> ProgressBar
  {
    var time = 0.0
    return ProgressBar(
      unit: unit, isLive: isLive, interval: 0, write: show,
      now: {
        time += 1
        return time
      })
  }

  private var plan: TrainingPlan { TrainingPlan(epochs: 2, stepsPerEpoch: 2) }

  /// Steps come from the plan, items from the source, numbers from the last validation.
  @Test func asksNothingThatTheRunKnows() throws {
    var lines: [String] = []
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0))
    try fit(
      &model, with: &optimizer, on: problem.source, plan: plan,
      callbacks: [bar("pairs") { lines.append($0) }], loss: { _, _ in 2 }
    ) { _ in [.score: 0.25] }
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("1/4 loss 2.0") && lines[0].hasSuffix("4.0 pairs/s · 0:03 left\n"))
    #expect(lines[2].contains(" · score 0.250 · ") && !lines[2].contains("seconds"))
  }

  @Test func withoutItemsTheSpeedIsInSteps() throws {
    var lines: [String] = []
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0))
    try fit(
      &model, with: &optimizer, plan: plan, callbacks: [bar("pairs") { lines.append($0) }],
      batch: { $0 }, loss: { _, _ in 2 })
    #expect(lines[0].contains("1.0 steps/s"))
  }

  @Test func showsEachWarningOnALineOfItsOwn() throws {
    var text = ""
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0))
    try fit(
      &model, with: &optimizer, on: problem.source, plan: plan,
      callbacks: [Warning(), bar("pairs", isLive: true) { text += $0 }], loss: { _, _ in 2 })
    #expect(text.contains("\nwarning: epoch 1\n\r3/4 "))
    #expect(text.hasSuffix("\nwarning: epoch 2\n"))
  }
}
