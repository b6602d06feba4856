import Autograd
import Layers
import Optimizers
import Tensor

/// A training and those who take part in it.
struct Fitting {
  var run: TrainingRun
  var callbacks: [any Callback]

  /// Calls each callback, then saves the checkpoints that they asked for.
  mutating func call<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule,
    _ body: (inout any Callback, inout TrainingRun, inout Model) throws -> Void
  ) throws {
    run.options = optimizer.options
    for index in callbacks.indices { try body(&callbacks[index], &run, &model) }
    optimizer.options = run.options
    for folder in run.takeRequestedCheckpoints() {
      try folder.save(checkpoint(model, optimizer))
    }
  }

  /// One step, unless the loss is no number.
  mutating func takeStep<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule, _ loss: (Model) throws -> Tensor
  ) throws {
    var random = SeededGenerator(seed: run.seed, "loss", run.iteration)
    let (value, gradients) = try gradient(of: &model, using: &random, loss)
    let total = value + optimizer.regularizationPenalty(of: model)
    run.logs = ["loss": Double(total)]
    guard total.isFinite else {
      try call(&model, &optimizer) { try $0.stepEnded(&$1, &$2) }
      if run.isEnded { return }
      throw TrainingError.lossIsNotFinite(total, iteration: run.iteration + 1)
    }
    optimizer.update(&model, along: gradients)
    run.iteration += 1
    for name in run.logs.names { run.sums[name] = (run.sums[name] ?? 0) + run.logs[name]! }
    try call(&model, &optimizer) { try $0.stepEnded(&$1, &$2) }
  }

  /// Validates, adds the epoch to the history and lets the callbacks know.
  mutating func endEpoch<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule, _ validation: (Model) throws -> Logs
  ) throws {
    var logs = Logs()
    for name in run.sums.names { logs[name] = run.sums[name]! / Double(run.stepsPerEpoch) }
    logs.merge(try validation(model))
    run.epoch += 1
    run.sums = Logs()
    run.logs = logs
    run.history.epochs.append(
      TrainingHistory.Epoch(number: run.epoch, iteration: run.iteration, logs: logs))
    try call(&model, &optimizer) { try $0.epochEnded(&$1, &$2) }
  }
}
