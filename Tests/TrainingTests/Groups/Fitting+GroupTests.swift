import Autograd
import Foundation
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

/// Trainings of several, here threads.
@Suite struct FittingGroupTests {
  /// Does all that a callback may, on the first process alone.
  private struct Meddler: Callback {
    var state = 0
    mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      state += 1
      if run.iteration.isMultiple(of: 3) { run.learningRateScale *= 0.8 }
      if run.iteration == 5 {
        model.forEachParameter { _, parameter in parameter.value = parameter.value * 0.5 }
      }
      run.report(.score, Double(state))
    }
    mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      run.report(.score, Double(state))
    }
  }

  private struct Result: Sendable {
    let weights: ParameterValues
    let history: TrainingHistory
  }

  private static func train(
    _ group: (any TrainingGroup)?, steps: Int = 12, shards: Int = 4, in folder: URL? = nil,
    until last: Int? = nil, _ callbacks: [any Callback] = []
  ) throws -> Result {
    let problem = Problem()
    var (model, optimizer) = (try problem.model(), Adam(learningRate: 0.05))
    if let group, group.rank > 0 {
      // What it begins with does not count.
      model.forEachParameter { _, parameter in parameter.value = parameter.value + 1 }
    }
    let plan = TrainingPlan(
      steps: steps, stepsPerEpoch: 5, seed: 2, checkpoints: folder.map { CheckpointFolder($0) },
      every: .steps(2), shards: shards, group: group)
    let end: [any Callback] = last.map { [Interruption(step: $0)] } ?? []
    let history = try fit(
      &model, with: &optimizer, on: problem.source, plan: plan,
      callbacks: callbacks + [Meddler(), EarlyStopping(monitor: .score)] + end, loss: problem.loss
    ) { model in [.oneShotAccuracy: Double(model(problem.inputs).scalars[1])] }
    return Result(weights: model.values, history: history)
  }

  @Test(arguments: [1, 2, 3, 4, 6, 8])
  func anyNumberTrainsTheSame(_ count: Int) throws {
    let alone = try Self.train(nil)
    let results = try Team(count).run { try Self.train($0) }
    for result in results {
      #expect(result.weights == alone.weights)
      #expect(timeless(result.history) == timeless(alone.history))
      #expect(result.history == results[0].history, "seconds too")
    }
    #expect(try Self.train(nil, shards: 2).weights != alone.weights)
  }

  /// Interrupted with one number of processes, it goes on with another.
  @Test(arguments: [(2, 3), (4, 1), (1, 4), (3, 2)])
  func goesOnWithAnotherNumber(_ first: Int, _ second: Int) throws {
    let whole = try Self.train(nil)
    try inTemporaryFolder { folder in
      let parts = try Team(first).run { try Self.train($0, in: folder, until: 7) }
      for part in parts { #expect(part.history.ending == .interrupted("test")) }
      #expect(try CheckpointFolder(folder).latest()?.checkpoint.iteration == 7)
      for result in try Team(second).run({ try Self.train($0, in: folder) }) {
        #expect(result.weights == whole.weights)
        #expect(timeless(result.history) == timeless(whole.history))
      }
      let refusal = #expect(throws: FileProblem.self) {
        try Self.train(nil, shards: 2, in: folder)
      }
      #expect(refusal?.found == "a checkpoint of another run, with shards 4")
    }
  }

  @Test func theFirstAloneCallsCallbacks() throws {
    struct Stop: Callback {
      let rank: Int
      mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) throws {
        #expect(rank == 0)
        if run.iteration == 4 { run.end(.stopped("enough")) }
      }
    }
    for result in try Team(3).run({ try Self.train($0, [Stop(rank: $0.rank)]) }) {
      #expect(result.history.ending == .stopped("enough"))
    }
  }

  /// A loss that is no number on one process ends the training on all, and a callback may pardon it.
  @Test func allEndWhereOneHasNoNumber() throws {
    let errors = try Team(3).run { member -> String in
      let problem = Problem()
      var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
      do {
        try fit(
          &model, with: &optimizer, plan: TrainingPlan(steps: 9, shards: 4, group: member),
          batch: { $0 }
        ) { model, number in
          let loss = problem.loss(model, problem.noise(number))
          return number == 22 ? loss * .infinity : loss
        }
        return "none"
      } catch let error as TrainingError {
        guard case .lossIsNotFinite(_, let iteration) = error else { return "\(error)" }
        return "loss at \(iteration)"
      }
    }
    #expect(errors == ["loss at 6", "loss at 6", "loss at 6"])
  }
}
