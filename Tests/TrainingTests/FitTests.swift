import Autograd
import Datasets
import Foundation
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

/// Notes the moments at which it is called.
private struct Recorder: Callback {
  final class Log { var moments: [String] = [] }
  let log = Log()

  mutating func trainingBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    log.moments.append("began \(run.iteration)")
  }
  mutating func epochBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    log.moments.append("epoch \(run.epoch)")
  }
  mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    log.moments.append("step \(run.iteration)")
  }
  mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    log.moments.append("ended \(run.epoch) \(run.logs.metrics)")
  }
  mutating func trainingEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    log.moments.append("\(run.history.ending!)")
  }
}

@Suite struct FitTests {
  private let problem = Problem()

  private func makeOptimizer() -> SGD { SGD(learningRate: 0.1, momentum: 0.5, nesterov: true) }

  @Test func callsTheCallbacksInOrder() throws {
    var (model, optimizer) = (try problem.model(), makeOptimizer())
    let recorder = Recorder()
    let history = try fit(
      &model, with: &optimizer, on: problem.source, plan: TrainingPlan(epochs: 2, stepsPerEpoch: 2),
      callbacks: [recorder]
    ) { model, noise in
      problem.loss(model, noise)
    } validation: { _ in
      [.score: 0.5]
    }
    #expect(
      recorder.log.moments == [
        "began 0", "epoch 0", "step 1", "step 2", "ended 1 [loss, score, seconds]", "epoch 1",
        "step 3", "step 4", "ended 2 [loss, score, seconds]", "finished",
      ])
    #expect(history.epochs.map(\.iteration) == [2, 4])
    #expect(history[.score] == [0.5, 0.5])
    #expect(history.ending == .finished)
  }

  /// The mean of its steps' losses, in the last epoch too, which has fewer.
  @Test func theLossOfAnEpochIsTheMeanOfItsSteps() throws {
    var (fitted, looped) = (try problem.model(), try problem.model())
    var (first, second) = (makeOptimizer(), makeOptimizer())
    var losses: [Double] = []
    let history = try fit(
      &fitted, with: &first, on: problem.source,
      plan: TrainingPlan(steps: 5, stepsPerEpoch: 3, seed: 4), loss: problem.loss)
    try train(
      &looped, with: &second, steps: 5, seed: 4, batch: problem.noise, loss: problem.loss
    ) { _, step in losses.append(Double(step.loss)) }
    #expect(fitted.values == looped.values)
    #expect(
      history[.loss] == [(losses[0] + losses[1] + losses[2]) / 3, (losses[3] + losses[4]) / 2],
      "the penalty counts once for each parameter")
    #expect(history.epochs.map(\.iteration) == [3, 5])
  }

  @Test func aPlanWithoutStepsIsDoneAtOnce() throws {
    var (model, optimizer) = (try problem.model(), makeOptimizer())
    let before = model.values
    let history = try fit(
      &model, with: &optimizer, on: problem.source, plan: TrainingPlan(steps: 0),
      loss: problem.loss)
    #expect(history.ending == .finished && history.epochs.isEmpty && model.values == before)
  }

  /// The streams of two seeds share nothing, at whatever steps.
  @Test func everyStepOfEverySeedDrawsOtherNumbers() throws {
    func draws(_ seed: UInt64) throws -> [Float] {
      var (model, optimizer) = (try problem.model(), SGD(learningRate: 0))
      var drawn: [Float] = []
      try train(&model, with: &optimizer, steps: 4, seed: seed) { _ in
        0
      } loss: { model, _ in
        let mask = Dropout(0.5)(.ones([24]))
        drawn.append(
          mask.scalars.enumerated().reduce(0) { $0 + $1.element * Float(1 << $1.offset) })
        return model(problem.inputs).sum()
      }
      return drawn
    }
    let (first, second) = (try draws(1), try draws(2))
    #expect(Set(first + second).count == 8)
    #expect(try draws(1) == first)
  }

  @Test func optionsForLayersThatAreNotThereAreAnError() throws {
    var (model, optimizer) = (try problem.model(), makeOptimizer())
    optimizer.options.layers["0"] = LayerSettings(learningRate: 0.01)
    optimizer.options.layers["O"] = LayerSettings(learningRate: 0.01)
    let error = #expect(throws: TrainingError.self) {
      try train(
        &model, with: &optimizer, steps: 1, batch: problem.noise, loss: problem.loss)
    }
    #expect(error == .unknownLayers(["O"], known: ["0", "1", "3"]))
    #expect(optimizer.state.iteration == 0)
  }

  @Test func aLossThatIsNoNumberThrows() throws {
    var (model, optimizer) = (try problem.model(), makeOptimizer())
    let before = model.values
    #expect(throws: TrainingError.lossIsNotFinite(.infinity, iteration: 1)) {
      try fit(
        &model, with: &optimizer, on: problem.source, plan: TrainingPlan(steps: 2)
      ) { model, noise in (model(noise) * .infinity).sum() }
    }
    #expect(model.values == before, "statistics too")
  }

  /// The loss is finite, its gradient is not: d√x/dx at 0.
  @Test func aGradientThatIsNoNumberThrowsAndSaysWhich() throws {
    var (model, optimizer) = (try problem.model(), makeOptimizer())
    var before = model.values
    #expect(throws: TrainingError.gradientIsNotFinite(path: "3.bias", iteration: 3)) {
      try train(&model, with: &optimizer, steps: 5, batch: { $0 }) { model, step in
        before = model.values
        guard step == 2, let head = model.layers[3] as? Dense, let bias = head.bias else {
          return problem.loss(model, problem.noise(step))
        }
        return (bias.value * 0).sum().sqrt() + problem.loss(model, problem.noise(step))
      }
    }
    #expect(model.values == before)
    #expect(optimizer.state.iteration == 2)
  }

  /// Steps of a finite loss that overflow the weights are noticed before they are validated or saved.
  @Test func weightsThatOverflowThrow() throws {
    try inTemporaryFolder { folder in
      var (model, optimizer) = (try problem.model(), SGD(learningRate: 1e30))
      let checkpoints = CheckpointFolder(folder)
      let error = #expect(throws: TrainingError.self) {
        try fit(
          &model, with: &optimizer, on: problem.source,
          plan: TrainingPlan(epochs: 1, stepsPerEpoch: 1, checkpoints: checkpoints)
        ) { model, noise in
          (model(noise) * 1e20).sum()
        } validation: { _ in
          Issue.record("validated")
          return [:]
        }
      }
      guard case .weightsAreNotFinite(_, iteration: 1) = error else {
        Issue.record("found \(error.map { "\($0)" } ?? "nothing")")
        return
      }
      #expect(try checkpoints.files.isEmpty)
    }
  }
}
