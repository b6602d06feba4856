import Autograd
import Datasets
import Optimizers
import Tensor

/// What happened in one step of training.
public struct StepReport: Sendable, Hashable {
  /// The number of this step, from 1.
  public let iteration: Int
  /// The loss of the batch before the step, regularization included, as Keras reports it.
  public let loss: Float
}

/// Takes `steps` steps: a batch, the loss, its gradients, the optimizer's update. The short form of
/// ``fit(_:with:on:plan:callbacks:loss:validation:)``, for trainings without callbacks.
///
/// ```swift
/// try train(
///   &siamese, with: &optimizer, on: batches, steps: 1000
/// ) { siamese, batch in
///   binaryCrossEntropy(siamese(batch.left, batch.right), batch.targets)
/// } report: { siamese, step in
///   print(step.iteration, step.loss)
/// }
/// ```
///
/// - Parameters:
///   - model: The model; changed step by step.
///   - optimizer: Changes the model.
///   - source: Has the batch of each step, counted from 0.
///   - steps: The number of steps.
///   - seed: Determines, with the iteration, what random layers draw; default 0.
///   - loss: A scalar from the model and the batch.
///   - report: Called after each step; by default nothing. Throwing ends the training.
/// - Throws: What `source`, `loss` and `report` throw, and ``TrainingError`` if the loss or a
///   gradient is not finite.
public func train<Model: Parameterized, Source: BatchSource>(
  _ model: inout Model, with optimizer: inout some Optimizer, on source: Source, steps: Int,
  seed: UInt64 = 0, loss: (Model, Source.Batch) throws -> Tensor,
  report: (Model, StepReport) throws -> Void = { _, _ in }
) throws {
  try train(
    &model, with: &optimizer, steps: steps, seed: seed, batch: source.batch, loss: loss,
    report: report)
}

/// Takes `steps` steps on batches that a closure makes.
///
/// ```swift
/// try train(&siamese, with: &optimizer, steps: 1000) { step in
///   sampler.batch(32, using: &random)
/// } loss: { siamese, batch in
///   binaryCrossEntropy(siamese(batch.left, batch.right), batch.targets)
/// }
/// ```
///
/// - Parameters:
///   - model: The model; changed step by step.
///   - optimizer: Changes the model.
///   - steps: The number of steps.
///   - seed: Determines, with the iteration, what random layers draw; default 0.
///   - makeBatch: Makes the batch of a step, counted from 0.
///   - loss: A scalar from the model and the batch.
///   - report: Called after each step; by default nothing. Throwing ends the training.
/// - Throws: What the closures throw, and ``TrainingError`` if the loss or a gradient is not finite.
public func train<Model: Parameterized, Batch>(
  _ model: inout Model, with optimizer: inout some Optimizer, steps: Int, seed: UInt64 = 0,
  batch makeBatch: (Int) throws -> Batch, loss: (Model, Batch) throws -> Tensor,
  report: (Model, StepReport) throws -> Void = { _, _ in }
) throws {
  var fitting = Fitting(
    run: TrainingRun(
      plan: TrainingPlan(steps: steps, seed: seed), itemsPerStep: nil, options: optimizer.options))
  // Nothing follows the one epoch, and a look at all weights would slow a call for a single step down.
  fitting.checksWeights = false
  try fitting.run(
    &model, &optimizer, batch: makeBatch, loss: loss, report: report)
}
