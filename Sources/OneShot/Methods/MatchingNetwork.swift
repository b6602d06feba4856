import Autograd
import Basics
import Layers
import Tensor

/// Attends from a query to every support image by the cosine of their embeddings: a class is as
/// probable as the attention that its examples get.
///
/// P(n | x, S) = Σ over the examples xᵢ of class n of a(x, xᵢ), where a is the softmax over all of S of
/// s · cos(f(x), g(xᵢ)). Vinyals, Blundell, Lillicrap, Kavukcuoglu and Wierstra, "Matching networks for
/// one shot learning", 2016, eq. 1 and section 2.1.1. The logits are log P, so that their softmax is P
/// and ``episodeLoss(_:_:)`` the paper's loss.
///
/// ```swift
/// var plain = try MatchingNetwork(leg, input: [28, 28, 1])
/// var full = try MatchingNetwork(leg, input: [28, 28, 1], contextSteps: 5)
/// ```
public struct MatchingNetwork<Leg: Layer>: FewShotMethod {
  /// Embeds an image; embeddings of any shape are taken as vectors.
  public var leg: Leg
  /// Embeds images once more in the light of the support set; nil if f and g are the leg.
  public var context: FullContextEmbeddings?
  /// The shape of one image, without the batch axis.
  public let input: Shape
  /// s: what cosines are multiplied by before the softmax.
  public let scale: Float
  /// `matching`, or `matching-fce` with full context embeddings.
  public var name: String { context == nil ? "matching" : "matching-fce" }

  /// Builds the method for images of shape `input`; a leg that is already built keeps its weights.
  ///
  /// - Parameters:
  ///   - leg: Embeds an image.
  ///   - input: The shape of one image, without the batch axis.
  ///   - scale: s, positive; default 1, as in the paper. No class of five can then be more probable
  ///     than 0.65, which slows training down; 10 sharpens the attention.
  ///   - contextSteps: The steps of attention with which a query reads the support set, at least 1;
  ///     default nil: no full context embeddings.
  ///   - seed: Determines the first weights; default 0.
  /// - Throws: `ShapeError` naming the layer that does not fit.
  public init(
    _ leg: Leg, input: Shape, scale: Float = 1, contextSteps: Int? = nil, seed: UInt64 = 0
  ) throws(ShapeError) {
    require(scale > 0, "MatchingNetwork: expected a positive scale, got \(scale)")
    self.leg = leg
    self.input = input
    self.scale = scale
    var random = SeededGenerator(seed: seed)
    let embedding = try self.leg.build(named: "leg", for: input, using: &random)
    context = contextSteps.map {
      FullContextEmbeddings(size: embedding.count, steps: $0, using: &random)
    }
  }

  /// log P of each class for each query: `[queries, ways]`.
  public func logits(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries, support: support)
    var (f, g) = (task.queryVectors, task.supportVectors)
    if let context {
      g = context.support(g)
      f = context.queries(f, reading: g)
    }
    let attention = (Tensor.pairwiseCosine(f, g) * scale).logSoftmax()
    return attention.reshaped(to: [f.shape[0], task.ways, task.shots]).logSumExp()
  }

  /// The parameters of the leg under `leg` and those of the context, if there is one, under `context`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&leg, named: "leg")
    if context != nil { visitor.visit(&context!, named: "context") }
  }
}
