import Autograd
import Foundation
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

/// How a training goes on.
@Suite struct FittingTests {
  private let problem = Problem()

  /// Halves the rate after each epoch; it remembers how often.
  private struct Halving: Callback {
    var state = 0
    mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      state += 1
      run.learningRateScale = powf(0.5, Float(state))
    }
  }

  private func run(
    in folder: CheckpointFolder, steps: Int = 15, _ interruption: [any Callback] = []
  ) throws -> (weights: ParameterValues, history: TrainingHistory) {
    var (model, optimizer) = (try problem.model(), Adam(learningRate: 0.05))
    let history = try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(
        steps: steps, stepsPerEpoch: 5, seed: 2, checkpoints: folder, settings: ["data": "xor"]),
      callbacks: [EarlyStopping(monitor: .score)] + interruption + [Halving()],
      loss: problem.loss
    ) { model in
      // Best in the middle: far from where the weights begin and end.
      [.score: Double(model(problem.inputs).scalars[0])]
    }
    return (model.values, history)
  }

  /// Wherever it is interrupted, the training ends as one that never was: the weights, the history
  /// and the best weights so far, and the rate that a callback changed.
  @Test(arguments: [1, 4, 5, 6, 9, 14, 15])
  func goesOnWhereItWasInterrupted(_ step: Int) throws {
    try inTemporaryFolder { folder in
      let parts = CheckpointFolder(folder.appending(path: "parts"))
      let expected = try run(in: CheckpointFolder(folder.appending(path: "whole")))
      let first = try run(in: parts, [Interruption(step: step)])
      #expect(first.history.ending == .interrupted("test"))
      #expect(try parts.latest()?.checkpoint.iteration == step)
      let found = try run(in: parts)
      #expect(timeless(found.history) == timeless(expected.history))
      #expect(found.weights == expected.weights)
    }
  }

  /// A plan that grows goes on, though a checkpoint was taken at an end.
  @Test(arguments: [5, 10])
  func aLongerPlanGoesOn(_ steps: Int) throws {
    func run(in url: URL, _ steps: Int) throws -> ParameterValues {
      var (model, optimizer) = (try problem.model(), Adam(learningRate: 0.05))
      try fit(
        &model, with: &optimizer, on: problem.source,
        plan: TrainingPlan(steps: steps, stepsPerEpoch: 5, checkpoints: CheckpointFolder(url)),
        callbacks: [Halving()], loss: problem.loss)
      return model.values
    }
    try inTemporaryFolder { folder in
      let parts = folder.appending(path: "parts")
      _ = try run(in: parts, steps)
      #expect(
        try run(in: parts, 15) == run(in: folder.appending(path: "whole"), 15))
    }
  }

  /// A last epoch of fewer steps stays one; a shorter plan is done.
  @Test func plansOfOtherLengthsEnd() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      func ends(_ steps: Int) throws -> [Int] {
        try run(in: folder, steps: steps).history.epochs.map(\.iteration)
      }
      let found = [try ends(7), try ends(12), try ends(3)]
      #expect(found == [[5, 7], [5, 7, 10, 12], [5, 7, 10, 12]])
    }
  }

  @Test func aTrainingThatIsStoppedStaysSo() throws {
    struct Enough: Callback {
      mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
        if run.epoch == 2 { run.end(.stopped("enough")) }
      }
    }
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      let first = try run(in: folder, [Enough()])
      let again = try run(in: folder)
      #expect(again.history.ending == .stopped("enough") && again.history.epochs.count == 2)
      #expect(again.weights == first.weights, "those of the best epoch")
    }
  }

  /// Of two trainings in one folder at a time the second is refused, and the first is not disturbed.
  @Test func aFolderHasOneTraining() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      let second = Watcher { _ in
        let problem = #expect(throws: FileProblem.self) { try run(in: folder) }
        #expect(problem?.found == "process \(getpid()) at work in it")
      }
      let history = try run(in: folder, [second]).history
      #expect(history.ending == .finished)
      #expect(try run(in: folder).history == history, "free again")
    }
  }

  @Test func aPlanThatDoesNotResumeNeedsAnEmptyFolder() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      func start() throws {
        var (model, optimizer) = (try problem.model(), Adam(learningRate: 0.05))
        try fit(
          &model, with: &optimizer, on: problem.source,
          plan: TrainingPlan(steps: 2, checkpoints: folder, resumes: false), loss: problem.loss)
        #expect(optimizer.state.iteration == 2)
      }
      try start()
      let refusal = #expect(throws: FileProblem.self) { try start() }
      #expect(refusal?.found == "checkpoints of another training")
      try folder.removeAll()
      try start()
    }
  }

  @Test(arguments: [(TrainingPlan.Interval.steps(4), [4, 7, 8]), (.epochs(2), [7])])
  func savesAtIntervalsAndAtTheEnd(_ interval: TrainingPlan.Interval, _ expected: [Int]) throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url, keep: 10)
      func run(_ steps: Int) throws {
        var (model, optimizer) = (try problem.model(), Adam(learningRate: 0.05))
        try fit(
          &model, with: &optimizer, on: problem.source,
          plan: TrainingPlan(steps: steps, stepsPerEpoch: 5, checkpoints: folder, every: interval),
          loss: problem.loss)
      }
      try run(7)
      if case .steps = interval { try run(8) }
      let found = try folder.files.reversed().map { try Checkpoint(contentsOf: $0).iteration }
      #expect(found == expected)
    }
  }
}
