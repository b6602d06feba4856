import Autograd
import Basics
import Layers
import Tensor

/// Weights from which a few steps of gradient descent on the support set lead to a network that knows the
/// task: learned so that the adapted network does well on the queries.
///
/// With θ the weights of a leg and of a last layer that gives a logit for each of N classes, a task's
/// weights are θ′ = θ − α ∇ L(θ; support), repeated for each step, and training lowers the sum over tasks of
/// L(θ′; queries), L being the softmax cross-entropy. Finn, Abbeel and Levine, "Model-agnostic meta-learning
/// for fast adaptation of deep networks", 2017, eqs. 1 and 2; ``InnerLoop`` has what others changed.
///
/// ```swift
/// var method = try MAML(
///   Networks.conv4(), input: [28, 28, 1], ways: 5,
///   loop: .maml(steps: 1, rate: 0.4))
/// let sampler = try TaskSampler(training, ways: 5, queries: 15)
/// let episodes = Batches.episodes(4, from: sampler, seed: 1)
/// try train(
///   &method, with: &optimizer, on: episodes, steps: 500,
///   loss: mamlLoss)
/// print(Evaluation(of: method, on: tasks))
/// ```
///
/// The last layer fixes N: a network for 5-way tasks is judged by 5-way tasks. As a scorer it takes the
/// pixels as embeddings, adapts anew to the support set of each task, and answers all queries of the task in
/// one batch. The `statistics` of the ``InnerLoop`` say what batch norm does meanwhile.
public struct MAML<Leg: Layer>: TaskScorer, Parameterized {
  /// The leg and the last layer, as they are before any task.
  var network: AdaptiveNetwork<Leg>
  /// The learned rates of the weights that adapt; nil unless the loop learns them.
  public var rates: LearnedRates?
  /// How the network adapts. Steps, order and statistics may be changed: more steps than in training, for
  /// instance.
  public var loop: InnerLoop
  /// The shape of one image, without the batch axis.
  public let input: Shape
  /// The number of classes of a task, N.
  public let ways: Int
  /// `maml`, `anil` or `meta-sgd`, with `first-order-` before it where it is.
  public var name: String { loop.name }

  /// Builds the method for images of shape `input`; a leg that is already built keeps its weights.
  ///
  /// - Parameters:
  ///   - leg: Embeds an image; embeddings of any shape are taken as vectors.
  ///   - input: The shape of one image, without the batch axis.
  ///   - ways: The number of classes of a task, N.
  ///   - loop: How the network adapts; default one step of MAML.
  ///   - seed: Determines the first weights; default 0.
  /// - Throws: `ShapeError` naming the layer that does not fit.
  public init(
    _ leg: Leg, input: Shape, ways: Int, loop: InnerLoop = .maml(), seed: UInt64 = 0
  ) throws(ShapeError) {
    require(ways >= 2, "MAML: expected at least two classes, got \(ways)")
    network = AdaptiveNetwork(leg: leg, head: Dense(ways))
    self.input = input
    self.ways = ways
    self.loop = loop
    var random = SeededGenerator(seed: seed)
    let embedding = try network.leg.build(named: "leg", for: input, using: &random)
    try network.head.build(named: "head", for: [embedding.count], using: &random)
    guard loop.learnsRates else { return }
    rates =
      loop.adapting == .head
      ? LearnedRates(for: network.head, rate: loop.rate)
      : LearnedRates(for: network, rate: loop.rate)
  }

  /// Embeds an image, as it is before any task.
  public var leg: Leg {
    get { network.leg }
    set { network.leg = newValue }
  }

  /// From embeddings to a logit for each class, as it is before any task.
  public var head: Dense {
    get { network.head }
    set { network.head = newValue }
  }

  /// The images themselves: what they are embedded as depends on the task.
  public func embed(_ images: Tensor) -> Tensor {
    require(
      images.rank >= 1 && images.shape.droppingFirst == input,
      "\(name): made for inputs \(input), got a batch of shape \(images.shape)")
    return images
  }

  /// The logits of the network that has adapted to the support images: `[queries, ways]`.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries, support: support)
    return logits(of: queries, support: task.supportRows, shots: task.shots)
  }

  /// The parameters of the leg under `leg`, of the last layer under `head`, and learned rates under `rates`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    network.visit(&visitor)
    if rates != nil { visitor.visit(&rates!, named: "rates") }
  }
}

/// A leg and a last layer.
struct AdaptiveNetwork<Leg: Layer>: Parameterized {
  var leg: Leg
  var head: Dense

  /// The embeddings as vectors.
  func features(of images: Tensor) -> Tensor { leg(images).flattened() }

  /// A logit for each class.
  func callAsFunction(_ images: Tensor) -> Tensor { head(features(of: images)) }

  mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&leg, named: "leg")
    visitor.visit(&head, named: "head")
  }
}
