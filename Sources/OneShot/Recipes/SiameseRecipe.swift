import Autograd
import Datasets
import Layers
import Tensor
import Training

/// How a Siamese network is made and trained, as a value: what ``Recipe`` and ``KochRecipe`` have in
/// common, for programs that let their users choose.
public protocol SiameseRecipe: Sendable, Codable {
  /// The height and width of the images that the network sees, in pixels.
  var imageSize: Int { get }
  /// Training steps.
  var steps: Int { get }
  /// The steps of an epoch: how long until the next validation and checkpoint.
  var stepsPerEpoch: Int { get }
  /// How many epochs may pass without a better validation; nil if training goes on to its end.
  var patience: Int? { get }
  /// How often an image is embedded once the network is trained, see ``Views``.
  var views: Int { get }
  /// How further views are distorted; default ``/Datasets/AffineAugmentation/gentle``.
  var viewAugmentation: AffineAugmentation { get }

  /// The untrained network.
  ///
  /// - Parameter seed: Determines the first weights.
  /// - Throws: `ShapeError` if the recipe's numbers fit no network.
  func network(seed: UInt64) throws(ShapeError) -> Siamese<Sequential>

  /// The images of a dataset as the network is to see them.
  func images(of dataset: ImageDataset) -> ImageDataset

  /// Trains a network of this recipe.
  ///
  /// - Parameters:
  ///   - siamese: The network; changed step by step.
  ///   - dataset: What to learn from, at its full size.
  ///   - plan: The length, the seed and the checkpoints.
  ///   - callbacks: Take part in their order.
  ///   - validation: What is measured after each epoch.
  /// - Returns: What each epoch reported, and why the training ended.
  /// - Throws: ``SamplingError`` if the dataset is too small, and what `fit` throws.
  func train(
    _ siamese: inout Siamese<Sequential>, on dataset: ImageDataset, plan: TrainingPlan,
    callbacks: [any Callback], validation: (Siamese<Sequential>) throws -> Logs
  ) throws -> TrainingHistory
}

extension SiameseRecipe {
  /// A little less than in training.
  public var viewAugmentation: AffineAugmentation { .gentle }

  /// A method with the recipe's views.
  public func views<Scorer: TaskScorer>(of scorer: Scorer) -> Views<Scorer> {
    Views(scorer, views, augmentation: viewAugmentation)
  }
}
