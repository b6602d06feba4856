import Autograd
import Basics
import Layers
import Tensor

/// Compares a query with the mean embedding of each class: the logit is −s · ‖f(x) − cₙ‖², where cₙ is
/// the mean of f over the k examples of class n, and s is 1 in the paper.
///
/// Snell, Swersky and Zemel, "Prototypical networks for few-shot learning", 2017, eqs. 1 and 2 with the
/// squared Euclidean distance.
///
/// ```swift
/// var method = try PrototypicalNetwork(leg, input: [28, 28, 1])
/// ```
///
/// Distances grow with the size of an embedding. End the leg with few scalars, or choose a scale s of
/// about ten over that size, so that the softmax is not sure of itself before anything is learned.
public struct PrototypicalNetwork<Leg: Layer>: FewShotMethod {
  /// Embeds an image; embeddings of any shape are taken as vectors.
  public var leg: Leg
  /// The shape of one image, without the batch axis.
  public let input: Shape
  /// s: what squared distances are multiplied by before the softmax.
  public let scale: Float
  /// `prototypical`.
  public let name = "prototypical"

  /// Builds the method for images of shape `input`; a leg that is already built keeps its weights.
  ///
  /// - Parameters:
  ///   - leg: Embeds an image.
  ///   - input: The shape of one image, without the batch axis.
  ///   - scale: s, positive; default 1, as in the paper.
  ///   - seed: Determines the first weights; default 0.
  /// - Throws: `ShapeError` naming the layer that does not fit.
  public init(
    _ leg: Leg, input: Shape, scale: Float = 1, seed: UInt64 = 0
  ) throws(ShapeError) {
    require(scale > 0, "PrototypicalNetwork: expected a positive scale, got \(scale)")
    self.leg = leg
    self.scale = scale
    self.input = input
    var random = SeededGenerator(seed: seed)
    _ = try self.leg.build(named: "leg", for: input, using: &random)
  }

  /// The negative squared distances of the queries from the classes' means: `[queries, ways]`.
  public func logits(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries, support: support)
    return Tensor.pairwiseSquaredL2(task.queryVectors, task.means) * -scale
  }

  /// The parameters of the leg under `leg`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&leg, named: "leg")
  }
}
