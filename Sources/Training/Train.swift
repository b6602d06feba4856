import Autograd
import Layers
import Optimizers
import Tensor

/// What happened in one step of training.
public struct StepReport: Sendable, Hashable {
  /// The number of this step, from 1.
  public let iteration: Int
  /// The loss of the batch before the step, regularization included, as Keras reports it.
  public let loss: Float
}

/// Takes `steps` steps: a batch, the loss, its gradients, the optimizer's update.
///
/// ```swift
/// try train(&siamese, with: &optimizer, steps: 1000) { step in
///   try sampler.next()
/// } loss: { siamese, batch in
///   binaryCrossEntropy(siamese(batch.left, batch.right), batch.target)
/// } report: { siamese, step in
///   print(step.iteration, step.loss)
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
/// - Throws: What `batch` and `report` throw, and ``TrainingError`` where the loss is no number.
public func train<Model: Parameterized, Batch>(
  _ model: inout Model, with optimizer: inout some Optimizer, steps: Int, seed: UInt64 = 0,
  batch makeBatch: (Int) throws -> Batch, loss: (Model, Batch) -> Tensor,
  report: (Model, StepReport) throws -> Void = { _, _ in }
) throws {
  for step in 0..<steps {
    let batch = try makeBatch(step)
    var random = SeededGenerator(seed: seed, "loss", step)
    let (value, gradients) = gradient(of: &model, using: &random) { loss($0, batch) }
    let total = value + optimizer.regularizationPenalty(of: model)
    guard total.isFinite else { throw TrainingError.lossIsNotFinite(total, iteration: step + 1) }
    optimizer.update(&model, along: gradients)
    try report(model, StepReport(iteration: step + 1, loss: total))
  }
}

/// Why training ended early.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// The loss became infinite or NaN; the weights are as they were before that step.
  case lossIsNotFinite(Float, iteration: Int)

  /// What was found, and what helps.
  public var description: String {
    switch self {
    case .lossIsNotFinite(let loss, let iteration):
      "training: expected a finite loss, got \(loss) at iteration \(iteration): "
        + "use a smaller learning rate or clip the gradients"
    }
  }
}
