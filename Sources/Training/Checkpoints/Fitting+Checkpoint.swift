import Autograd
import Files
import Optimizers
import Tensor

extension Fitting {
  /// Saves the whole state in the folder of the plan, if it has one, unless its weights are not finite.
  mutating func save<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule
  ) throws {
    guard let folder = run.plan.checkpoints else { return }
    if let saved, saved == (run.iteration, run.epoch) { return }
    guard try isFinite(&model, &optimizer) else { return }
    if isFirst { try folder.save(checkpoint(model, optimizer)) }
    saved = (run.iteration, run.epoch)
  }

  private func checkpoint(
    _ model: some Parameterized, _ optimizer: some Optimizer
  ) throws -> Checkpoint {
    Checkpoint(
      values: model.values, moments: optimizer.state.moments,
      callbackWeights: callbacks.map(\.weights),
      progress: Checkpoint.Progress(
        architecture: "\(type(of: model))", optimizer: "\(type(of: optimizer))",
        settings: run.plan.settings, seed: run.plan.seed, stepsPerEpoch: run.plan.stepsPerEpoch,
        shards: run.plan.shards == 1 ? nil : run.plan.shards, iteration: run.iteration,
        epoch: run.epoch,
        optimizerIteration: optimizer.state.iteration,
        learningRateScale: run.options.learningRateScale, seconds: run.seconds,
        history: run.history, sums: run.sums, callbacks: try callbacks.map(CallbackRecord.init)))
  }

  /// Puts everything back to where the newest readable checkpoint of the folder was taken.
  mutating func resume<Model: Parameterized, Rule: Optimizer>(
    from folder: CheckpointFolder, _ model: inout Model, _ optimizer: inout Rule
  ) throws {
    guard run.plan.resumes else {
      if try folder.files.isEmpty { return }
      throw FileProblem(
        folder.url, found: "checkpoints of another training",
        expected: "none, as the plan does not resume: remove them or take another folder")
    }
    guard let (checkpoint, refused) = try folder.latest() else { return }
    for problem in refused { run.warn("passed over a checkpoint: \(problem)") }
    let progress = checkpoint.progress
    let fit = CheckpointFit(checkpoint: checkpoint, folder: folder)
    try fit.require("a model", progress.architecture, is: "\(Model.self)")
    try fit.require("an optimizer", progress.optimizer, is: "\(Rule.self)")
    try fit.requireRun(run.plan)
    try fit.requireParameters(of: model)
    try restoreCallbacks(checkpoint, fit)
    model.values = checkpoint.values
    optimizer.state.moments = checkpoint.moments
    optimizer.state.iteration = progress.optimizerIteration
    optimizer.options.learningRateScale = progress.learningRateScale
    run.options = optimizer.options
    (run.iteration, run.epoch) = (progress.iteration, progress.epoch)
    (run.history, run.sums) = (progress.history, progress.sums)
    run.goOn(after: progress.seconds)
    saved = (run.iteration, run.epoch)
    // A training that had an end of its own stays ended; any other goes on.
    if case .stopped = run.history.ending { return }
    run.history.ending = nil
  }

  /// The callbacks that remember something must be those of the checkpoint, in the same order.
  private mutating func restoreCallbacks(
    _ checkpoint: Checkpoint, _ fit: CheckpointFit
  ) throws {
    let records = checkpoint.progress.callbacks
    let sources = records.indices.filter { records[$0].state != nil }
    let places = callbacks.indices.filter { callbacks[$0].hasState }
    func text(_ kinds: [String]) -> String {
      kinds.isEmpty ? "none" : kinds.joined(separator: ", ")
    }
    try fit.require(
      "callbacks with a state:", text(sources.map { records[$0].type }),
      is: text(places.map { callbacks[$0].kind }))
    for (source, place) in zip(sources, places) {
      do {
        try callbacks[place].restore(
          records[source].state ?? "", checkpoint.callbackWeights[source])
      } catch {
        throw fit.problem(
          "the state of a callback \(records[source].type) that says something else",
          "a state of \(callbacks[place].kind)")
      }
    }
  }
}

/// Whether a checkpoint is one of this training.
private struct CheckpointFit {
  let checkpoint: Checkpoint
  let folder: CheckpointFolder

  func problem(_ found: String, _ expected: String) -> FileProblem {
    FileProblem(folder.url, found: found, expected: expected)
  }

  func require(_ what: String, _ found: String, is expected: String) throws {
    if found != expected {
      throw problem(
        "a checkpoint of another run, with \(what) \(found)", "\(what) \(expected)")
    }
  }

  func requireRun(_ plan: TrainingPlan) throws {
    let progress = checkpoint.progress
    try require("the seed", "\(progress.seed)", is: "\(plan.seed)")
    try require("steps per epoch", "\(progress.stepsPerEpoch)", is: "\(plan.stepsPerEpoch)")
    try require("shards", "\(progress.shards ?? 1)", is: "\(plan.shards)")
    for name in Set(progress.settings.keys).union(plan.settings.keys).sorted() {
      try require(
        "the setting \(name)", progress.settings[name] ?? "none",
        is: plan.settings[name] ?? "none")
    }
  }

  func requireParameters(of model: some Parameterized) throws {
    func texts(_ values: ParameterValues) -> [String] {
      zip(values.paths, values.tensors).map { "\($0) of shape \($1.shape)" }
    }
    let (found, expected) = (texts(checkpoint.values), texts(model.values))
    try require("parameters", "\(found.count)", is: "\(expected.count)")
    for (found, expected) in zip(found, expected) {
      try require("a parameter", found, is: expected)
    }
  }
}
