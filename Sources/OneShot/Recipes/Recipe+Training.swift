import Datasets
import Layers
import Training

extension Recipe: SiameseRecipe {
  /// Nil: training goes on to its end, where the rate is lowest.
  public var patience: Int? { nil }

  /// Trains a network of this recipe. Shards of a plan share the recipe's batch out: each has as many of
  /// its classes, and at least two.
  ///
  /// - Parameters:
  ///   - siamese: The network; changed step by step.
  ///   - dataset: What to learn from, at its full size: at least two images of each class.
  ///   - plan: The length, the seed and the checkpoints.
  ///   - callbacks: Take part in their order; default none.
  ///   - validation: What is measured after each epoch; default nothing.
  /// - Returns: What each epoch reported, and why the training ended.
  /// - Throws: ``SamplingError`` if the dataset is too small, and what `fit` throws.
  @discardableResult
  public func train(
    _ siamese: inout Siamese<Sequential>, on dataset: ImageDataset, plan: TrainingPlan,
    callbacks: [any Callback] = [],
    validation: (Siamese<Sequential>) throws -> Logs = { _ in [:] }
  ) throws -> TrainingHistory {
    var optimizer = optimizer(steps: plan.steps)
    var shard = self
    if plan.shards > 1 { shard.classes = max(2, classes / plan.shards) }
    return try fit(
      &siamese, with: &optimizer, on: try shard.batches(dataset, seed: plan.seed), plan: plan,
      callbacks: callbacks + averages, loss: { loss($0, $1, legs: legs) }, validation: validation)
  }

  /// What averages the weights, if anything does.
  var averages: [any Callback] { averaging.map { [WeightAverage(decay: $0)] } ?? [] }
}
