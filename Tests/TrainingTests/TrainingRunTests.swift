import Autograd
import Foundation
import Optimizers
import TestSupport
import Testing

@testable import Training

@Suite struct TrainingRunTests {
  private let problem = Problem()

  /// Reports a number of its own after each step and each epoch.
  private struct Reporter: Callback {
    mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      run.report(Metric("of the step", .minimize), Double(run.iteration))
    }
    mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      run.report(.score, Double(run.epoch) / 2)
    }
  }

  @Test func whatACallbackReportsJoinsTheHistory() throws {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
    let history = try fit(
      &model, with: &optimizer, on: problem.source, plan: TrainingPlan(epochs: 3, stepsPerEpoch: 2),
      callbacks: [Reporter(), EarlyStopping(monitor: .score)], loss: problem.loss)
    #expect(history[.score] == [0.5, 1, 1.5])
    #expect(history.epochs[0].logs.metrics == [.loss, .seconds, .score])
  }

  @Test func knowsThePlanAndTheItemsOfAStep() throws {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
    let plan = TrainingPlan(steps: 2, seed: 7, settings: ["data": "xor"])
    var items: [Int?] = []
    let watcher = Watcher { run in
      items.append(run.itemsPerStep)
      #expect(run.plan == plan)
    }
    try fit(
      &model, with: &optimizer, on: problem.source, plan: plan, callbacks: [watcher],
      loss: problem.loss)
    try fit(
      &model, with: &optimizer, plan: plan, callbacks: [watcher], batch: problem.noise,
      loss: problem.loss)
    #expect(items == [4, nil])
  }

  /// Each epoch says how long training took until then, over the processes that took part.
  @Test func countsTheSecondsOfAllProcesses() throws {
    try inTemporaryFolder { folder in
      func run(_ epochs: Int) throws -> [Double] {
        var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
        return try fit(
          &model, with: &optimizer, on: problem.source,
          plan: TrainingPlan(
            epochs: epochs, stepsPerEpoch: 1, checkpoints: CheckpointFolder(folder)),
          loss: problem.loss
        ) { _ in
          usleep(20_000)
          return [:]
        }[.seconds]
      }
      let first = try run(2)
      #expect(first[0] >= 0.02 && first[1] >= first[0] + 0.02)
      let both = try run(3)
      #expect(Array(both.prefix(2)) == first)
      #expect(both[2] >= first[1] + 0.02 && both[2] < first[1] + 10)
    }
  }
}
