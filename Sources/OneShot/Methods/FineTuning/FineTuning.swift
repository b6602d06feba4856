import Basics

/// How a softmax classifier is fitted to the support set of a task, see ``FineTunedSoftmax``.
public struct FineTuning: Sendable, Hashable {
  /// What the classifier makes of an embedding x, with weights w for each class.
  public enum Classifier: Sendable, Hashable {
    /// w · x + b.
    case linear
    /// A scale times the cosine of the angle between x and w.
    case cosine(scale: Float)
  }

  /// What the classifier makes of an embedding.
  public var classifier: Classifier
  /// How often all support images are gone through.
  public var epochs: Int
  /// The support images of a step; the last step of an epoch has what is left.
  public var batchSize: Int
  /// The length of a step.
  public var learningRate: Float
  /// How much of the velocity a step keeps.
  public var momentum: Float
  /// How much less than whole the gradient adds to the velocity after the first step.
  public var dampening: Float
  /// What the weights are multiplied by and added to their gradient.
  public var weightDecay: Float

  /// Settings, by default those of the paper's program.
  ///
  /// - Parameters:
  ///   - classifier: What the classifier makes of an embedding.
  ///   - epochs: How often all support images are gone through, at least 0; default 100.
  ///   - batchSize: The support images of a step, at least 1; default 4.
  ///   - learningRate: The length of a step, positive; default 0.01.
  ///   - momentum: How much of the velocity a step keeps, in 0 ..< 1; default 0.9.
  ///   - dampening: How much less than whole the gradient adds to the velocity after the first step, in 0 …
  ///     1; default 0.9.
  ///   - weightDecay: What the weights are multiplied by and added to their gradient, not negative; default
  ///     0.001.
  public init(
    _ classifier: Classifier, epochs: Int = 100, batchSize: Int = 4, learningRate: Float = 0.01,
    momentum: Float = 0.9, dampening: Float = 0.9, weightDecay: Float = 0.001
  ) {
    require(
      epochs >= 0 && batchSize >= 1 && learningRate > 0,
      "FineTuning: \(epochs) epochs, batches of \(batchSize), learning rate \(learningRate)")
    require(
      (0..<1).contains(momentum) && (0...1).contains(dampening) && weightDecay >= 0,
      "FineTuning: momentum \(momentum), dampening \(dampening), weight decay \(weightDecay)")
    if case .cosine(let scale) = classifier {
      require(scale > 0, "FineTuning: expected a positive scale, got \(scale)")
    }
    self.classifier = classifier
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.momentum = momentum
    self.dampening = dampening
    self.weightDecay = weightDecay
  }

  /// Baseline: a linear classifier.
  public static let baseline = FineTuning(.linear)

  /// Baseline++: a classifier by cosines, with the scale 2 of the paper's program for fewer than 200 classes.
  public static let baselinePlusPlus = FineTuning(.cosine(scale: 2))
}
