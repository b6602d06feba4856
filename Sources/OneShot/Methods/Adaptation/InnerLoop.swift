import Basics

/// How a network adapts to a task: the steps of gradient descent of ``MAML`` and its kin.
///
/// The names of the literature are settings of it: ``maml(steps:rate:)``,
/// ``firstOrderMAML(steps:rate:)``, ``anil(steps:rate:)`` and ``metaSGD(steps:rate:)``.
public struct InnerLoop: Sendable, Hashable {
  /// Whether training differentiates through the steps.
  public enum Order: String, Sendable, Hashable, Codable {
    /// The gradients of the steps are taken as constants: faster, and no second derivatives.
    case first
    /// The gradient of the queries' loss goes through the gradients of the steps.
    case second
  }

  /// What the steps change.
  public enum Part: String, Sendable, Hashable, Codable {
    /// The whole network.
    case network
    /// The last layer alone: the leg stays.
    case head
  }

  /// Whose statistics batch norm uses for the queries; in the steps it uses those of the support images.
  /// Running statistics are never used, but by a batch norm that is frozen: that one uses nothing else.
  public enum Statistics: String, Sendable, Hashable, Codable {
    /// Those of the support images: what is said of a query does not depend on the other ones.
    case support
    /// Those of the queries, as in the code of Finn et al. and most since: the method is then transductive,
    /// for each query is judged in the light of the others, and their number matters.
    case queries
  }

  /// How many steps of gradient descent.
  public var steps: Int
  /// What gradients are multiplied by; where rates are learned, how they begin.
  public var rate: Float
  /// Whether each weight has a rate of its own, which is learned.
  public var learnsRates: Bool
  /// Whether training differentiates through the steps.
  public var order: Order
  /// What the steps change.
  public var adapting: Part
  /// Whose statistics batch norm uses for the queries.
  public var statistics: Statistics

  /// A loop of its own settings.
  ///
  /// - Parameters:
  ///   - steps: How many steps, at least 0; default 1.
  ///   - rate: What gradients are multiplied by, positive; default 0.4, as Finn et al. have it for 5-way
  ///     Omniglot.
  ///   - learnsRates: Whether each weight has a rate of its own, which is learned; default no.
  ///   - order: Whether training differentiates through the steps; default it does.
  ///   - adapting: What the steps change; default the whole network.
  ///   - statistics: Whose statistics batch norm uses for the queries; default those of the support images.
  public init(
    steps: Int = 1, rate: Float = 0.4, learnsRates: Bool = false, order: Order = .second,
    adapting: Part = .network, statistics: Statistics = .support
  ) {
    require(steps >= 0, "InnerLoop: expected 0 steps or more, got \(steps)")
    require(rate > 0, "InnerLoop: expected a positive rate, got \(rate)")
    self.steps = steps
    self.rate = rate
    self.learnsRates = learnsRates
    self.order = order
    self.adapting = adapting
    self.statistics = statistics
  }

  /// Finn, Abbeel and Levine, "Model-agnostic meta-learning for fast adaptation of deep networks", 2017,
  /// algorithm 2.
  ///
  /// - Parameters:
  ///   - steps: How many steps; default 1.
  ///   - rate: α; default 0.4.
  public static func maml(steps: Int = 1, rate: Float = 0.4) -> InnerLoop {
    InnerLoop(steps: steps, rate: rate)
  }

  /// MAML without second derivatives, as in section 5.2 of the same paper.
  ///
  /// - Parameters:
  ///   - steps: How many steps; default 1.
  ///   - rate: α; default 0.4.
  public static func firstOrderMAML(steps: Int = 1, rate: Float = 0.4) -> InnerLoop {
    InnerLoop(steps: steps, rate: rate, order: .first)
  }

  /// Steps of the last layer alone. Raghu, Raghu, Bengio and Vinyals, "Rapid learning or feature reuse?
  /// Towards understanding the effectiveness of MAML", 2020, section 4.
  ///
  /// - Parameters:
  ///   - steps: How many steps; default 5.
  ///   - rate: α; default 0.1.
  public static func anil(steps: Int = 5, rate: Float = 0.1) -> InnerLoop {
    InnerLoop(steps: steps, rate: rate, adapting: .head)
  }

  /// A rate for each weight, learned with the weights. Li, Zhou, Chen and Li, "Meta-SGD: learning to learn
  /// quickly for few-shot learning", 2017, eq. 3, where rates begin at random in 0.005 … 0.1.
  ///
  /// - Parameters:
  ///   - steps: How many steps; default 1, as in the paper.
  ///   - rate: How all rates begin; default 0.1.
  public static func metaSGD(steps: Int = 1, rate: Float = 0.1) -> InnerLoop {
    InnerLoop(steps: steps, rate: rate, learnsRates: true)
  }

  /// What the literature calls it: `maml`, `anil`, `meta-sgd`, with `first-order-` before it where training
  /// does not differentiate through the steps.
  var name: String {
    let name = learnsRates ? "meta-sgd" : adapting == .head ? "anil" : "maml"
    return order == .first ? "first-order-\(name)" : name
  }
}
