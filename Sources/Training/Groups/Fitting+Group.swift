import Autograd
import Optimizers
import Tensor

extension Fitting {
  /// Whether this process calls callbacks and writes files: it does unless others train with it.
  var isFirst: Bool { run.plan.group.map { $0.rank == 0 } ?? true }

  private var group: (any TrainingGroup)? {
    run.plan.group.flatMap { $0.count > 1 ? $0 : nil }
  }

  /// What a process knows of a training besides the model.
  private struct Beginning: Codable {
    var iteration: Int
    var epoch: Int
    var history: TrainingHistory
    var sums: Logs
    var optimizerIteration: Int
    var learningRateScale: Float
    var moments: [[[Int]]]
  }

  /// What callbacks can change.
  private struct Change: Codable, Equatable {
    var learningRateScale: Float
    var logs: Logs
    var history: TrainingHistory
    var changesWeights = false

    init(_ run: TrainingRun) {
      learningRateScale = run.options.learningRateScale
      (logs, history) = (run.logs, run.history)
    }
  }

  /// Begins everywhere where the first process does: with its weights, and where its checkpoint was.
  mutating func shareBeginning<Model: Parameterized, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule
  ) throws {
    guard let group else { return }
    let mine = Beginning(
      iteration: run.iteration, epoch: run.epoch, history: run.history, sums: run.sums,
      optimizerIteration: optimizer.state.iteration,
      learningRateScale: optimizer.options.learningRateScale,
      moments: optimizer.state.moments.map { $0.map(\.shape.dimensions) })
    let shared = try group.broadcastText(mine)
    (run.iteration, run.epoch) = (shared.iteration, shared.epoch)
    (run.history, run.sums) = (shared.history, shared.sums)
    optimizer.state.iteration = shared.optimizerIteration
    optimizer.options.learningRateScale = shared.learningRateScale
    run.options = optimizer.options
    if !isFirst {
      optimizer.state.moments = shared.moments.map { $0.map { .zeros(Shape($0)) } }
    }
    try group.broadcast(&model)
    for index in optimizer.state.moments.indices {
      try group.broadcast(&optimizer.state.moments[index])
    }
  }

  /// Lets the first process change the run and the model, as callbacks do; the others follow.
  mutating func onFirst<Model: Parameterized>(
    _ model: inout Model,
    _ body: (inout Fitting, inout Model) throws -> Void
  ) throws {
    guard let group else { return try body(&self, &model) }
    var message: [UInt8] = []
    if isFirst {
      let before = (model: model, change: Change(run))
      try body(&self, &model)
      var after = Change(run)
      after.changesWeights = !zip(before.model.parameters, model.parameters).allSatisfy {
        $0.parameter.value.isSameMemory(as: $1.parameter.value)
      }
      if after != before.change { message = Array(try CheckpointText.encode(after).utf8) }
    }
    message = try group.broadcast(message)
    if message.isEmpty { return }
    let change = try CheckpointText.decode(Change.self, String(decoding: message, as: UTF8.self))
    run.options.learningRateScale = change.learningRateScale
    (run.logs, run.history) = (change.logs, change.history)
    if change.changesWeights { try group.broadcast(&model) }
  }

  /// The numbers of the first process, on all of them.
  func shared(_ logs: Logs) throws -> Logs { try group?.broadcastText(logs) ?? logs }

  /// A signal goes to every process of a job. The first one acts on it; the others must only outlive it.
  func signalsToOutlive() -> SignalWatch? {
    let handles = callbacks.contains { $0 is InterruptHandler }
    return isFirst || !handles ? nil : SignalWatch()
  }
}

extension TrainingGroup {
  /// A value of the first process, on all of them.
  func broadcastText<Value: Codable>(_ value: Value) throws -> Value {
    let bytes = rank == 0 ? Array(try CheckpointText.encode(value).utf8) : []
    let text = String(decoding: try broadcast(bytes), as: UTF8.self)
    return rank == 0 ? value : try CheckpointText.decode(Value.self, text)
  }

  /// Gives the others' models the weights of the first one.
  fileprivate func broadcast(_ model: inout some Parameterized) throws {
    var tensors = model.values.tensors
    try broadcast(&tensors)
    if rank == 0 { return }
    var index = 0
    model.forEachParameter { _, parameter in
      parameter.value = tensors[index]
      index += 1
    }
  }
}
