import Autograd
import Layers
import Tensor

/// Compares a query with the mean embedding of each class: the logit is −‖f(x) − cₙ‖², where cₙ is the
/// mean of f over the k examples of class n.
///
/// Snell, Swersky and Zemel, "Prototypical networks for few-shot learning", 2017, eqs. 1 and 2 with the
/// squared Euclidean distance.
///
/// ```swift
/// var method = try PrototypicalNetwork(leg, input: [28, 28, 1])
/// ```
///
/// Distances grow with the size of an embedding. End the leg with few scalars, or with no activation
/// that saturates, if training does not start.
public struct PrototypicalNetwork<Leg: Layer>: FewShotMethod {
  /// Embeds an image; embeddings of any shape are taken as vectors.
  public var leg: Leg
  /// The shape of one image, without the batch axis.
  public let input: Shape
  /// `prototypical`.
  public let name = "prototypical"

  /// Builds the method for images of shape `input`; a leg that is already built keeps its weights.
  ///
  /// - Parameters:
  ///   - leg: Embeds an image.
  ///   - input: The shape of one image, without the batch axis.
  ///   - seed: Determines the first weights; default 0.
  /// - Throws: `ShapeError` naming the layer that does not fit.
  public init(_ leg: Leg, input: Shape, seed: UInt64 = 0) throws(ShapeError) {
    self.leg = leg
    self.input = input
    var random = SeededGenerator(seed: seed)
    _ = try self.leg.build(for: input, using: &random, as: "leg")
  }

  /// The negative squared distances of the queries from the classes' means: `[queries, ways]`.
  public func logits(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries, support: support)
    return -Tensor.pairwiseSquaredL2(task.queryVectors, task.means)
  }

  /// The parameters of the leg under `leg`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&leg, named: "leg")
  }
}
