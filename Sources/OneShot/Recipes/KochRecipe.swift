import Autograd
import Datasets
import Layers
import Optimizers
import Tensor
import Training

/// How the network of Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image
/// recognition", 2015, is trained: as in the blog post in Keras, or as in the paper.
///
/// ```swift
/// let recipe = KochRecipe.blog
/// var siamese = try recipe.network(seed: 1)
/// try recipe.train(
///   &siamese, on: training,
///   plan: TrainingPlan(steps: 300, stepsPerEpoch: 50))
/// ```
public struct KochRecipe: Sendable, Hashable, Codable {
  /// What changes the weights.
  public enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// Stochastic gradient descent as the blog's draft or as the paper has it.
    case sgd
    /// Adam with rate 6e-5, as in the blog's last listing.
    case adam
  }

  /// What a step compares.
  public enum Comparison: String, Sendable, Hashable, Codable, CaseIterable {
    /// Pairs, half of them of one class.
    case drawn
    /// All pairs of as many images as the sides of drawn pairs have, of one group.
    case all
  }

  /// Whether it is the paper's: its initialization, layer-wise optimizer and fixed set of pairs.
  public let isPaper: Bool
  /// What changes the weights.
  public var rule = Rule.sgd
  /// What a step compares; the paper's pairs are always drawn.
  public var comparison = Comparison.drawn
  /// Whether training images are distorted: each of the blog's, or eight copies of each of the paper's.
  public var distorts: Bool
  /// The pairs of a step.
  public var batchSize: Int
  /// Training steps.
  public var steps: Int
  /// The pairs of the paper's training set before distortion.
  public var trainingPairs = 30_000
  /// The height and width of the images, in pixels.
  public var imageSize: Int { 105 }
  /// The steps of an epoch.
  public var stepsPerEpoch: Int { 50 }
  /// How many epochs may pass without a better validation; nil if training goes on to its end.
  public var patience: Int? { isPaper ? 20 : nil }

  private init(isPaper: Bool, distorts: Bool, batchSize: Int, steps: Int) {
    self.isPaper = isPaper
    self.distorts = distorts
    self.batchSize = batchSize
    self.steps = steps
  }

  /// S. Bouma, "One Shot Learning with Siamese Networks in Keras", 2017: 32 pairs a step.
  public static let blog = KochRecipe(isPaper: false, distorts: false, batchSize: 32, steps: 300)

  /// The paper's initialization, optimizer and pairs.
  ///
  /// The rates, momenta and penalties of the layers are a choice within the ranges that the paper
  /// searched; it does not print what it found. The rates follow the first gradients, which are large
  /// beside the weights of the convolutions and tiny beside those of the dense layer.
  public static let paper = KochRecipe(isPaper: true, distorts: true, batchSize: 128, steps: 2000)

  /// The untrained network, of 38,951,745 parameters.
  ///
  /// - Parameter seed: Determines the first weights; default 0.
  /// - Throws: Nothing, since its numbers fit; other recipes of ``SiameseRecipe`` may.
  public func network(seed: UInt64 = 0) throws(ShapeError) -> Siamese<Sequential> {
    let head = isPaper ? Networks.kochHead : nil
    return try Siamese(
      isPaper ? Networks.kochAsInPaper() : Networks.koch(), input: [imageSize, imageSize, 1],
      head: head, seed: seed)
  }

  /// The optimizer for epochs of the given length.
  public func optimizer(stepsPerEpoch: Int) -> any Optimizer {
    if rule == .adam { return Adam(learningRate: 6e-5) }
    if isPaper { return Self.layerWise(epoch: stepsPerEpoch) }
    return SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
  }

  /// Rates that fall by a hundredth after each epoch, and momenta that rise over twenty, section 3.2.
  private static func layerWise(epoch: Int) -> SGD {
    func rate(_ first: Float) -> Schedule {
      .exponential(from: first, factor: 0.99, every: epoch).stepwise(every: epoch)
    }
    func settings(_ first: Float, l2: Float) -> LayerSettings {
      let momentum = Schedule.linear(from: 0.5, to: 0.9, over: 20 * epoch).stepwise(every: epoch)
      return LayerSettings(learningRate: rate(first), momentum: momentum, regularizer: .l2(l2))
    }
    var optimizer = SGD(learningRate: rate(0.01), momentum: 0.5)
    for layer in [0, 2, 4, 6] {
      optimizer.options.layers["leg.\(layer)"] = settings(0.001, l2: 2e-4)
    }
    optimizer.options.layers["leg.8"] = settings(0.1, l2: 1e-4)
    optimizer.options.layers["head"] = settings(0.05, l2: 1e-4)
    return optimizer
  }
}
