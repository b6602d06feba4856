import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct WeightAverageTests {
  private let problem = Problem()

  /// Keeps the weights after each step.
  private struct Recorder: Callback {
    final class Box { var values: [ParameterValues] = [] }
    let seen = Box()
    mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      seen.values.append(model.values)
    }
  }

  private func run(steps: Int, _ callbacks: [any Callback]) throws -> ParameterValues {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
    try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(steps: steps, stepsPerEpoch: steps), callbacks: callbacks,
      loss: problem.loss)
    return model.values
  }

  @Test func theModelEndsWithTheMean() throws {
    let recorder = Recorder()
    let end = try run(steps: 4, [recorder, WeightAverage(decay: 0.15)])
    let seen = recorder.seen.values
    // The second step keeps 2/12, which the decay bounds, as it does the later ones.
    for path in end.paths {
      let steps = try seen.map { try #require($0[path]) }
      var mean = steps[0]
      for step in steps.dropFirst() { mean = mean * 0.15 + step * 0.85 }
      expectClose(try #require(end[path]), mean, path)
    }
    #expect(end != seen[3])
  }

  /// At first the mean forgets faster than its decay says.
  @Test func theFirstStepsAreForgotten() throws {
    let recorder = Recorder()
    let end = try run(steps: 2, [recorder, WeightAverage()])
    let seen = recorder.seen.values
    for path in end.paths {
      let (a, b) = (try #require(seen[0][path]), try #require(seen[1][path]))
      expectClose(try #require(end[path]), a * (2 / 12) + b * (10 / 12), path)
    }
  }

  @Test func noDecayIsTheLastWeights() throws {
    let recorder = Recorder()
    let end = try run(steps: 3, [recorder, WeightAverage(decay: 0)])
    for (a, b) in zip(end.tensors, recorder.seen.values[2].tensors) { expectClose(a, b) }
  }

  /// A checkpoint keeps the mean, so that a training that goes on ends as one that was never interrupted.
  @Test func goesOnWhereItWas() throws {
    let folder = try TemporaryFolder()
    func train(steps: Int, at name: String, resumes: Bool) throws -> ParameterValues {
      var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
      try fit(
        &model, with: &optimizer, on: problem.source,
        plan: TrainingPlan(
          steps: 6, stepsPerEpoch: 2, checkpoints: CheckpointFolder(folder[name]),
          resumes: resumes),
        callbacks: [Ending(after: steps), WeightAverage(decay: 0.5)], loss: problem.loss)
      return model.values
    }
    let whole = try train(steps: 6, at: "whole", resumes: false)
    _ = try train(steps: 4, at: "parts", resumes: false)
    #expect(try train(steps: 6, at: "parts", resumes: true) == whole)
  }

  /// Interrupts a training.
  private struct Ending: Callback {
    let after: Int
    mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      if run.iteration == after, after < 6 { run.end(.interrupted("test")) }
    }
  }
}
