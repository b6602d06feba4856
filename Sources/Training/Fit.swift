import Autograd
import Datasets
import Optimizers
import Tensor

/// Trains a model by a plan, with callbacks, validation and checkpoints.
///
/// ```swift
/// let plan = TrainingPlan(
///   epochs: 200, stepsPerEpoch: 700, seed: 1,
///   checkpoints: CheckpointFolder(URL(filePath: "run")))
/// let history = try fit(
///   &siamese, with: &optimizer, on: batches, plan: plan,
///   callbacks: [
///     ProgressBar(unit: "pairs"), EarlyStopping(monitor: .oneShotAccuracy),
///     InterruptHandler(),
///   ]
/// ) { siamese, batch in
///   binaryCrossEntropy(siamese(batch.left, batch.right), batch.targets)
/// } validation: { siamese in
///   [.oneShotAccuracy: Evaluation(of: siamese, on: tasks).accuracy.value]
/// }
/// ```
///
/// Each epoch reports the mean of its steps' losses as ``Metric/loss``, with the regularization penalty,
/// each parameter counted once, as Keras reports it; then what the validation found, and
/// ``Metric/seconds``.
///
/// Where the plan has a ``TrainingPlan/group``, every process calls this with the same arguments. The
/// first one alone calls the callbacks and has the checkpoints, and what it does to the run and the
/// model happens on all; the others follow it from its first weights to its end.
///
/// A training that goes on from a checkpoint ends with the same weights, bit for bit, as one that was
/// never interrupted, if the batch of a step depends on its number alone. While it runs, the folder of
/// its checkpoints belongs to it: another training there is refused.
///
/// - Parameters:
///   - model: The model; changed step by step. A step whose loss or gradient is not finite is not
///     taken.
///   - optimizer: Changes the model.
///   - source: Has the batch of each step, counted from 0 through all epochs; for a plan with shards the
///     batch of each shard: those of step n are number n · shards and the ones that follow.
///   - plan: How long the training is, and where its checkpoints are. Damaged ones are passed over with
///     a warning.
///   - callbacks: Take part in their order; default none.
///   - loss: A scalar from the model and the batch.
///   - validation: What is measured after each epoch; default nothing.
/// - Returns: What each epoch reported, and why the training ended.
/// - Throws: What the source, the closures and the callbacks throw; ``TrainingError`` if the loss or
///   a gradient is not finite and no callback ends the training for it, and if the optimizer's
///   options name layers that the model does not have; ``/Files/FileProblem`` if a checkpoint does not
///   fit or cannot be written, or another process has the folder.
@discardableResult
public func fit<Model: Parameterized, Source: BatchSource>(
  _ model: inout Model, with optimizer: inout some Optimizer, on source: Source,
  plan: TrainingPlan, callbacks: [any Callback] = [],
  loss: (Model, Source.Batch) throws -> Tensor,
  validation: (Model) throws -> Logs = { _ in [:] }
) throws -> TrainingHistory {
  var fitting = Fitting(
    run: TrainingRun(
      plan: plan, itemsPerStep: source.itemsPerBatch * plan.shards, options: optimizer.options),
    callbacks: callbacks)
  let step = ShardedStep(plan)
  let own: any BatchSource<Source.Batch> =
    step.isWhole ? source : source.renumbered { step.number(of: $0) }
  return try fitting.run(
    &model, &optimizer, batch: own.batch, loss: loss, validation: validation)
}

/// Trains a model by a plan, on batches that a closure makes.
///
/// - Parameters:
///   - model: The model; changed step by step.
///   - optimizer: Changes the model.
///   - plan: How long the training is, and where its checkpoints are.
///   - callbacks: Take part in their order; default none.
///   - makeBatch: Makes the batch of a step, counted from 0 through all epochs, or of a shard.
///   - loss: A scalar from the model and the batch.
///   - validation: What is measured after each epoch; default nothing.
/// - Returns: What each epoch reported, and why the training ended.
/// - Throws: As ``fit(_:with:on:plan:callbacks:loss:validation:)``.
@discardableResult
public func fit<Model: Parameterized, Batch>(
  _ model: inout Model, with optimizer: inout some Optimizer, plan: TrainingPlan,
  callbacks: [any Callback] = [], batch makeBatch: (Int) throws -> Batch,
  loss: (Model, Batch) throws -> Tensor, validation: (Model) throws -> Logs = { _ in [:] }
) throws -> TrainingHistory {
  var fitting = Fitting(
    run: TrainingRun(plan: plan, itemsPerStep: nil, options: optimizer.options),
    callbacks: callbacks)
  let step = ShardedStep(plan)
  return try fitting.run(
    &model, &optimizer, batch: { try makeBatch(step.isWhole ? $0 : step.number(of: $0)) },
    loss: loss, validation: validation)
}
