import Autograd
import Basics
import Tensor

/// Fits a softmax classifier to the support set of each task, on features of a leg that stays as it is: what
/// every method that learns to learn has to beat.
///
/// Chen, Liu, Kira, Wang and Huang, "A closer look at few-shot classification", 2019, section 3.2: Baseline
/// with a linear classifier, Baseline++ with one by cosines. There the leg was trained as a classifier of the
/// training classes, as by ``/Layers/softmaxCrossEntropy(_:labels:reduction:)``.
///
/// ```swift
/// let features = NearestCentroid(leg)
/// let baseline = FineTunedSoftmax(features, .baseline)
/// let better = FineTunedSoftmax(features, .baselinePlusPlus)
/// print(Evaluation(of: better, on: tasks))
/// ```
///
/// The paper's learning rate is for features behind ReLU with lengths of about 10; a classifier of much longer
/// ones needs a smaller rate. Each task begins with the same weights and takes its images in the same orders,
/// which the seed determines: same seed, same scores.
public struct FineTunedSoftmax<Features: TaskScorer>: TaskScorer {
  /// The method whose embeddings, as vectors, are the features.
  public let features: Features
  /// How the classifier is fitted.
  public let settings: FineTuning
  /// Determines the first weights and the orders of images.
  public let seed: UInt64

  /// `baseline` with a linear classifier, `baseline++` with one by cosines.
  public var name: String { settings.classifier == .linear ? "baseline" : "baseline++" }

  /// Fits classifiers to another method's embeddings.
  ///
  /// - Parameters:
  ///   - features: Embeds an image.
  ///   - settings: How the classifier is fitted; default ``FineTuning/baseline``.
  ///   - seed: Determines the first weights and the orders of images; default 0.
  public init(_ features: Features, _ settings: FineTuning = .baseline, seed: UInt64 = 0) {
    self.features = features
    self.settings = settings
    self.seed = seed
  }

  /// The features' embeddings.
  public func embed(_ images: Tensor) -> Tensor { features.embed(images) }

  /// The logits of the fitted classifier: `[queries, ways]`.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries.detached, support: support.detached)
    var random = SeededGenerator(seed: seed, "fine-tuning")
    var fit = SoftmaxFit(settings, ways: task.ways, size: task.size, using: &random)
    let (examples, classes) = (task.supportVectors, task.supportClasses)
    for _ in 0..<settings.epochs {
      let order = Array(0..<examples.shape[0]).shuffled(using: &random)
      fit.fit(examples, classes: classes, order: order)
    }
    return fit.logits(of: task.queryVectors)
  }
}
