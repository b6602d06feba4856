import Autograd
import Foundation
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

/// A small classification problem for trainings.
struct Problem {
  let inputs = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
  let targets = Tensor([[0], [1], [1], [0]])

  func model() throws -> Sequential {
    var model = Sequential {
      Dense(6, activation: .tanh, weightRegularizer: .l2(1e-3))
      BatchNorm()
      Dropout(0.2)
      Dense(1, activation: .sigmoid)
    }
    try model.build(for: [2], seed: 3)
    return model
  }

  func loss(_ model: Sequential, _ noise: Tensor) -> Tensor {
    binaryCrossEntropy(model(inputs + noise), targets)
  }

  /// Batches that depend on the step alone.
  func noise(_ step: Int) -> Tensor {
    var random = SeededGenerator(seed: 9, "batches", step)
    return Tensor.normal([4, 2], using: &random) * 0.1
  }
}

/// Counts the moments at which it is called.
struct Recorder: Callback {
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
    log.moments.append("ended \(run.epoch) \(run.logs.names)")
  }
  mutating func trainingEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    log.moments.append("\(run.history.ending!)")
  }
}

/// Ends the training after a step, as a signal does.
struct Interruption: Callback {
  let step: Int
  mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    if run.iteration == step { run.end(.interrupted("test")) }
  }
}

@Suite struct FitTests {
  private let problem = Problem()

  private func makeOptimizer() -> SGD {
    SGD(
      learningRate: .exponential(from: 0.1, factor: 0.9),
      momentum: .linear(from: 0.5, to: 0.9, over: 4), nesterov: true)
  }

  @Test func callsTheCallbacksInOrder() throws {
    var model = try problem.model()
    var optimizer = makeOptimizer()
    let recorder = Recorder()
    let history = try fit(
      &model, with: &optimizer, epochs: 2, stepsPerEpoch: 2, callbacks: [recorder],
      batch: problem.noise, loss: problem.loss, validation: { _ in ["accuracy": 0.5] })
    #expect(
      recorder.log.moments == [
        "began 0", "epoch 0", "step 1", "step 2", "ended 1 [\"loss\", \"accuracy\"]", "epoch 1",
        "step 3", "step 4", "ended 2 [\"loss\", \"accuracy\"]", "finished",
      ])
    #expect(history.epochs.map(\.iteration) == [2, 4])
    #expect(history["accuracy"] == [0.5, 0.5])
    #expect(history.ending == .finished)
  }

  /// The same steps as the loop of `train`, and the mean of its losses.
  @Test func trainsAsTheVisibleLoopDoes() throws {
    var (fitted, looped) = (try problem.model(), try problem.model())
    var (first, second) = (makeOptimizer(), makeOptimizer())
    var losses: [Float] = []
    let history = try fit(
      &fitted, with: &first, epochs: 1, stepsPerEpoch: 5, seed: 4, batch: problem.noise,
      loss: problem.loss)
    try train(
      &looped, with: &second, steps: 5, seed: 4, batch: problem.noise, loss: problem.loss
    ) { _, step in losses.append(step.loss) }
    #expect(fitted.parameters.map(\.parameter.value) == looped.parameters.map(\.parameter.value))
    #expect(
      history["loss"] == [losses.map(Double.init).reduce(0, +) / 5],
      "the penalty counts once for each parameter")
  }

  @Test func schedulesSeeTheEpoch() throws {
    var model = try problem.model()
    var optimizer = makeOptimizer()
    try fit(
      &model, with: &optimizer, epochs: 3, stepsPerEpoch: 2, batch: problem.noise,
      loss: problem.loss)
    #expect(optimizer.state.progress == Schedule.Progress(iteration: 6, epoch: 2))
  }

  @Test func aLossThatIsNoNumberThrowsUnlessACallbackEndsTheTraining() throws {
    var model = try problem.model()
    let before = model.parameters.map(\.parameter.value)
    var optimizer = makeOptimizer()
    func run(_ callbacks: [any Callback]) throws -> TrainingHistory {
      try fit(
        &model, with: &optimizer, epochs: 1, stepsPerEpoch: 2, callbacks: callbacks,
        batch: problem.noise
      ) { model, noise in (model(noise) * .infinity).sum() }
    }
    #expect(throws: TrainingError.lossIsNotFinite(.infinity, iteration: 1)) { try run([]) }
    let history = try run([TerminateOnNaN()])
    #expect(history.ending == .stopped("the loss is inf at iteration 1"))
    #expect(model.parameters.map(\.parameter.value)[0] == before[0])
  }

  /// Wherever it is interrupted, the training ends as one that never was: the weights, the history
  /// and the best weights so far.
  @Test(arguments: [1, 4, 5, 6, 9, 14])
  func goesOnWhereItWasInterrupted(_ step: Int) throws {
    func run(
      in folder: CheckpointFolder, _ interruption: [any Callback]
    ) throws -> (weights: [Tensor], history: TrainingHistory) {
      var model = try problem.model()
      var optimizer = Adam(learningRate: 0.05)
      let history = try fit(
        &model, with: &optimizer, epochs: 3, stepsPerEpoch: 5, seed: 2,
        callbacks: [EarlyStopping(monitor: "score")] + interruption + [
          LearningRateScheduler { 0.05 / Float(1 + $0.epoch) }, ModelCheckpoint(in: folder),
        ],
        resumingFrom: folder, settings: ["data": "xor"], batch: problem.noise, loss: problem.loss
      ) { model in
        // Best in the middle: far from where the weights begin and end.
        ["score": Double(model(problem.inputs).scalars[0])]
      }
      return (model.parameters.map(\.parameter.value), history)
    }
    try inTemporaryFolder { folder in
      let whole = CheckpointFolder(folder.appending(path: "whole"))
      let parts = CheckpointFolder(folder.appending(path: "parts"))
      let expected = try run(in: whole, [])
      let first = try run(in: parts, [Interruption(step: step)])
      #expect(first.history.ending == .interrupted("test"))
      let found = try run(in: parts, [])
      #expect(found.history == expected.history)
      #expect(found.weights == expected.weights)
    }
  }
}
