import Autograd
import Datasets
import Layers
import Optimizers
import Tensor
import Training

extension KochRecipe: SiameseRecipe {
  /// 1: the image as it is.
  public var views: Int { 1 }

  /// The images of a dataset at ``imageSize``.
  public func images(of dataset: ImageDataset) -> ImageDataset {
    dataset.resized(height: imageSize, width: imageSize)
  }

  /// Trains a network of this recipe. Shards of a plan share the recipe's batch out: each has as many of
  /// its pairs, and at least two.
  ///
  /// - Parameters:
  ///   - siamese: The network; changed step by step.
  ///   - dataset: What to learn from, in images of ``imageSize``.
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
    func fit<Source: BatchSource>(
      on source: Source, _ loss: (Siamese<Sequential>, Source.Batch) -> Tensor
    ) throws -> TrainingHistory {
      var optimizer = optimizer(stepsPerEpoch: plan.stepsPerEpoch)
      return try Training.fit(
        &siamese, with: &optimizer, on: source, plan: plan, callbacks: callbacks, loss: loss,
        validation: validation)
    }
    let batchSize = plan.shards == 1 ? self.batchSize : max(2, self.batchSize / plan.shards)
    func pairLoss(_ siamese: Siamese<Sequential>, _ pairs: ImagePairs) -> Tensor {
      binaryCrossEntropy(siamese(pairs.left, pairs.right), pairs.targets)
    }
    if isPaper {
      let pairs = FixedPairs(
        try PairSampler(dataset, balance: .groups), pairs: trainingPairs, copies: distorts ? 8 : 0,
        batchSize: batchSize, seed: plan.seed)
      return try fit(on: pairs, pairLoss)
    }
    let distortion = distorts ? ImageDistortion.koch : nil
    if comparison == .all {
      let classes = min(max(1, batchSize / 2), ClassGroups(of: dataset).smallestGroup)
      let images = try Batches.labeled(
        dataset, classes: classes, images: 4, groups: 1, distortion: distortion, seed: plan.seed)
      return try fit(on: images) { verificationLoss($0, $1) }
    }
    let sampler = try PairSampler(dataset)
    return try fit(
      on: Batches.pairs(batchSize, from: sampler, distortion: distortion, seed: plan.seed),
      pairLoss)
  }
}
