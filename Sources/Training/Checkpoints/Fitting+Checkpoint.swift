import Autograd
import Basics
import Files
import Optimizers
import Tensor

extension Fitting {
  /// The whole state between two steps.
  func checkpoint(_ model: some Parameterized, _ optimizer: some Optimizer) -> Checkpoint {
    let states = callbacks.map { (type: "\(type(of: $0))", state: $0.state) }
      .filter { $0.state != CallbackState() }
    return Checkpoint(
      parameters: model.parameters.map { ($0.path, $0.parameter.value.detached) },
      optimizer: optimizer.state,
      progress: Checkpoint.Progress(
        architecture: "\(type(of: model))", optimizer: "\(type(of: optimizer))",
        settings: run.settings, seed: run.seed, stepsPerEpoch: run.stepsPerEpoch,
        iteration: run.iteration, epoch: run.epoch, optimizerIteration: optimizer.state.iteration,
        optimizerEpoch: run.epoch, history: run.history, sums: run.sums,
        callbacks: states.map { Checkpoint.Callback(type: $0.type, values: $0.state.values) }),
      callbackTensors: states.map(\.state.tensors))
  }

  /// Puts everything back to where the newest readable checkpoint of the folder was taken.
  mutating func resume<Model: Parameterized, Rule: Optimizer>(
    from folder: CheckpointFolder, _ model: inout Model, _ optimizer: inout Rule
  ) throws {
    guard let (checkpoint, refused) = try folder.latest() else { return }
    run.warnings += refused.map { "passed over a checkpoint: \($0)" }
    let progress = checkpoint.progress
    let fit = CheckpointFit(checkpoint, folder)
    try fit.require("a model", progress.architecture, is: "\(Model.self)")
    try fit.require("an optimizer", progress.optimizer, is: "\(Rule.self)")
    try fit.require("the seed", "\(progress.seed)", is: "\(run.seed)")
    try fit.require("steps per epoch", "\(progress.stepsPerEpoch)", is: "\(run.stepsPerEpoch)")
    for name in Set(progress.settings.keys).union(run.settings.keys).sorted() {
      try fit.require(
        "the setting \(name)", progress.settings[name] ?? "none", is: run.settings[name] ?? "none")
    }
    try fit.requireParameters(of: model)
    try restoreCallbacks(checkpoint, fit)
    var index = 0
    model.forEachParameter { _, parameter in
      parameter.value = checkpoint.parameters[index].tensor
      index += 1
    }
    optimizer.state.moments = checkpoint.moments
    optimizer.state.iteration = progress.optimizerIteration
    (run.iteration, run.epoch) = (progress.iteration, progress.epoch)
    (run.history, run.sums) = (progress.history, progress.sums)
    // A training that had an end of its own stays ended; any other goes on.
    if case .stopped = run.history.ending { return }
    run.history.ending = nil
  }

  /// The callbacks that remember something must be those of the checkpoint, in the same order.
  private mutating func restoreCallbacks(
    _ checkpoint: Checkpoint, _ fit: CheckpointFit
  ) throws {
    let places = callbacks.indices.filter { callbacks[$0].state != CallbackState() }
    try fit.require(
      "callbacks", checkpoint.progress.callbacks.map(\.type).joined(separator: ", "),
      is: places.map { "\(type(of: callbacks[$0]))" }.joined(separator: ", "))
    for (index, place) in places.enumerated() {
      callbacks[place].state = CallbackState(
        values: checkpoint.progress.callbacks[index].values,
        tensors: checkpoint.callbackTensors[index])
    }
  }
}

/// Whether a checkpoint is one of this training.
private struct CheckpointFit {
  let checkpoint: Checkpoint
  let path: String

  init(_ checkpoint: Checkpoint, _ folder: CheckpointFolder) {
    self.checkpoint = checkpoint
    path = folder.url.path(percentEncoded: false)
  }

  func require(_ what: String, _ found: String, is expected: String) throws {
    if found != expected {
      throw FileProblem(
        path: path, found: "a checkpoint of another run, with \(what) \(found)",
        expected: "\(what) \(expected)")
    }
  }

  func requireParameters(of model: some Parameterized) throws {
    func text(_ name: String, _ tensor: Tensor) -> String { "\(name) of shape \(tensor.shape)" }
    let found = checkpoint.parameters.map { text($0.name, $0.tensor) }
    let expected = model.parameters.map { text($0.path, $0.parameter.value) }
    try require("parameters", "\(found.count)", is: "\(expected.count)")
    for (found, expected) in zip(found, expected) {
      try require("a parameter", found, is: expected)
    }
  }
}
