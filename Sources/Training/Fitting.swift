import Autograd
import Files
import Optimizers
import Tensor

/// A training and those who take part in it: the one loop that all trainings are.
struct Fitting {
  var run: TrainingRun
  var callbacks: [any Callback] = []
  /// Whether the weights are looked at after each epoch, before anyone sees or keeps them.
  var checksWeights = true
  /// Where the training stood when it was last saved.
  var saved: (iteration: Int, epoch: Int)?

  /// Makes the batch of a number and computes the gradients of its loss, which a watch may take.
  typealias Step<Model> = (inout Model, Int, inout SeededGenerator, GradientWatch?) throws -> (
    loss: Float, gradients: Gradients
  )

  /// The whole training: each step takes the gradients of the loss of a batch, or of the batches that
  /// are its shards; of these `batch` makes number 0, 1, 2 … of this process's own.
  @discardableResult
  mutating func run<Model: Parameterized, Rule: Optimizer, Batch>(
    _ model: inout Model, _ optimizer: inout Rule, batch makeBatch: (Int) throws -> Batch,
    loss: (Model, Batch) throws -> Tensor, validation: (Model) throws -> Logs = { _ in [:] },
    report: (Model, StepReport) throws -> Void = { _, _ in }
  ) throws -> TrainingHistory {
    try run(
      &model, &optimizer,
      shard: { model, number, random, watch in
        let batch = try makeBatch(number)
        return try gradient(of: &model, using: &random, watch: watch) { try loss($0, batch) }
      }, validation: validation, report: report)
  }

  /// The whole training, whatever is done with a batch.
  private mutating func run<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule, shard: Step<Model>,
    validation: (Model) throws -> Logs, report: (Model, StepReport) throws -> Void
  ) throws -> TrainingHistory {
    try checkLayers(of: optimizer, in: model)
    var step = ShardedStep(run.plan)
    var lock: FolderLock?
    let signals = signalsToOutlive()
    if let folder = run.plan.checkpoints, isFirst {
      lock = try FolderLock(folder.url)
      try resume(from: folder, &model, &optimizer)
    }
    defer { withExtendedLifetime((lock, signals)) {} }
    try shareBeginning(&model, &optimizer)
    try call(&model, &optimizer) { try $0.trainingBegan(&$1, &$2) }
    var isNew = true
    while !run.isDone && !run.isEnded {
      if run.iteration >= run.endOfEpoch {
        try endEpoch(&model, &optimizer, validation)
        continue
      }
      if isNew || run.iteration == run.startOfEpoch {
        try call(&model, &optimizer) { try $0.epochBegan(&$1, &$2) }
        isNew = false
      }
      try takeStep(&model, &optimizer, { try step(&$0, $1, shard: shard) }, report)
    }
    if case .interrupted = run.history.ending { try save(&model, &optimizer) }
    run.end(.finished)
    try call(&model, &optimizer) { try $0.trainingEnded(&$1, &$2) }
    return run.history
  }

  /// Calls each callback, on the first process of several.
  mutating func call<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule,
    _ body: (inout any Callback, inout TrainingRun, inout Model) throws -> Void
  ) throws {
    run.options = optimizer.options
    try onFirst(&model) { fitting, model in
      for index in fitting.callbacks.indices {
        try body(&fitting.callbacks[index], &fitting.run, &model)
      }
    }
    optimizer.options = run.options
  }

  private mutating func takeStep<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule,
    _ step: (inout Model, Int) throws -> (loss: Float, gradients: Gradients),
    _ report: (Model, StepReport) throws -> Void
  ) throws {
    guard let (loss, gradients) = try finiteGradients(&model, &optimizer, step) else { return }
    optimizer.update(&model, along: gradients)
    run.iteration += 1
    run.logs = [.loss: Double(loss)]
    run.sums[.loss] = (run.sums[.loss] ?? 0) + Double(loss)
    try call(&model, &optimizer) { try $0.stepEnded(&$1, &$2) }
    try report(model, StepReport(iteration: run.iteration, loss: loss))
    if case .steps(let steps) = run.plan.interval, run.iteration.isMultiple(of: steps) {
      try save(&model, &optimizer)
    }
  }

  /// The loss and the gradients of a step. If they are not finite, the model stays as it was, its
  /// statistics included, and the result is nil if a callback ends the training for it.
  private mutating func finiteGradients<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule,
    _ step: (inout Model, Int) throws -> (loss: Float, gradients: Gradients)
  ) throws -> (loss: Float, gradients: Gradients)? {
    // Gone before the optimizer changes the weights, which it does in place.
    let before = model
    let (value, gradients) = try step(&model, run.iteration)
    let loss = value + optimizer.regularizationPenalty(of: model)
    let iteration = run.iteration + 1
    let error: TrainingError
    if !loss.isFinite {
      error = .lossIsNotFinite(loss, iteration: iteration)
    } else if let path = gradients.firstNotFinite {
      error = .gradientIsNotFinite(path: path, iteration: iteration)
    } else {
      return (loss, gradients)
    }
    model = before
    run.logs = [.loss: Double(loss)]
    try refuse(error, &model, &optimizer)
    return nil
  }

  /// Validates, adds the epoch to the history and lets the callbacks know.
  private mutating func endEpoch<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule, _ validation: (Model) throws -> Logs
  ) throws {
    if checksWeights, try !isFinite(&model, &optimizer) { return }
    var logs = Logs()
    let steps = Double(max(1, run.iteration - run.startOfEpoch))
    for metric in run.sums.metrics { logs[metric] = run.sums[metric]! / steps }
    logs.merge(try validation(model))
    logs[.seconds] = run.seconds
    logs = try shared(logs)
    run.epoch += 1
    run.sums = Logs()
    run.logs = logs
    run.history.epochs.append(
      TrainingHistory.Epoch(number: run.epoch, iteration: run.iteration, logs: logs))
    try call(&model, &optimizer) { try $0.epochEnded(&$1, &$2) }
    var isDue = run.isEnded || run.isDone
    if case .epochs(let epochs) = run.plan.interval, run.epoch.isMultiple(of: epochs) {
      isDue = true
    }
    if isDue { try save(&model, &optimizer) }
  }

  /// Whether all weights and what the optimizer remembers of them are finite, or else a callback has ended
  /// the training for it.
  mutating func isFinite<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule
  ) throws -> Bool {
    let values = model.values
    let error: TrainingError
    if let path = values.firstNotFinite {
      error = .weightsAreNotFinite(path: path, iteration: run.iteration)
    } else if let index = optimizer.state.moments.firstIndex(where: { !$0.allSatisfy(\.isFinite) })
    {
      error = .momentsAreNotFinite(path: values.paths[index], iteration: run.iteration)
    } else {
      return true
    }
    try refuse(error, &model, &optimizer)
    return false
  }

  /// Throws, unless a callback ends the training instead.
  private mutating func refuse<Model: Parameterized, Rule: Optimizer>(
    _ error: TrainingError, _ model: inout Model, _ optimizer: inout Rule
  ) throws {
    let wasEnded = run.isEnded
    try call(&model, &optimizer) { try $0.trainingFailed(error, &$1, &$2) }
    if wasEnded || !run.isEnded { throw error }
  }

  private func checkLayers(of optimizer: some Optimizer, in model: some Parameterized) throws {
    let unknown = optimizer.unknownLayers(in: model)
    if !unknown.isEmpty { throw TrainingError.unknownLayers(unknown, known: model.layerPaths) }
  }
}
