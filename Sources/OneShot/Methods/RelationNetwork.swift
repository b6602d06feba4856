import Autograd
import Layers
import Tensor

/// Learns how to compare: a relation module says of each query and each class how well they fit.
///
/// Class n and query x score gφ([Σ over the k examples xᵢ of n of f(xᵢ), f(x)]), where f is the leg, gφ
/// the relation module, and the two embeddings are concatenated in their last axis: the channels where
/// the leg gives maps. Sung, Yang, Zhang, Xiang, Torr and Hospedales, "Learning to compare: relation
/// network for few-shot learning", 2018, eq. 1; the sum over examples as in its section 3.2.
///
/// ```swift
/// let relation = Sequential {
///   Conv2D(64, kernel: 3, padding: .same)
///   BatchNorm()
///   Activation.relu
///   MaxPool2D()
///   Flatten()
///   Dense(8, activation: .relu)
///   Dense(1)
/// }
/// var method = try RelationNetwork(
///   leg, relation: relation, input: [28, 28, 1])
/// ```
///
/// The module ends without an activation: the paper's relation score is the sigmoid of the logit, and
/// its loss ``relationLoss(_:_:)``. ``episodeLoss(_:_:)`` works as well.
public struct RelationNetwork<Leg: Layer, Relation: Layer>: FewShotMethod {
  /// Embeds an image as a map, or as a vector.
  public var leg: Leg
  /// gφ: from the embeddings of a class and a query to one logit.
  public var relation: Relation
  /// The shape of one image, without the batch axis.
  public let input: Shape
  /// Whether a class is the mean of its examples' embeddings instead of their sum.
  public let averagesShots: Bool
  /// `relation`.
  public let name = "relation"

  /// Builds the method for images of shape `input`; parts that are already built keep their weights.
  ///
  /// - Parameters:
  ///   - leg: Embeds an image; f.
  ///   - relation: From an embedding with twice the channels to one scalar; gφ.
  ///   - input: The shape of one image, without the batch axis.
  ///   - averagesShots: Whether a class is the mean of its examples' embeddings; default false: their sum, as in
  ///     the paper. A module that has learned from one number of examples has never seen the sum of another.
  ///   - seed: Determines the first weights; default 0.
  /// - Throws: `ShapeError` naming the layer that does not fit.
  public init(
    _ leg: Leg, relation: Relation, input: Shape, averagesShots: Bool = false, seed: UInt64 = 0
  ) throws(ShapeError) {
    self.leg = leg
    self.relation = relation
    self.input = input
    self.averagesShots = averagesShots
    var random = SeededGenerator(seed: seed)
    let embedding = try self.leg.build(named: "leg", for: input, using: &random)
    guard embedding.rank >= 1 else {
      throw ShapeError("expected a leg that gives vectors or maps, got a scalar", at: ["leg"])
    }
    let pair = Shape(embedding.dimensions.dropLast() + [2 * embedding[-1]])
    let score = try self.relation.build(named: "relation", for: pair, using: &random)
    guard score.count == 1 else {
      throw ShapeError("expected a module that gives one scalar, got \(score)", at: ["relation"])
    }
  }

  /// The module's verdict on each query and class, before the sigmoid: `[queries, ways]`.
  public func logits(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries, support: support)
    let (count, ways) = (queries.shape[0], task.ways)
    let classes = averagesShots ? support.mean(axes: [1]) : support.sum(axes: [1])
    let pairs = Tensor.concatenated(
      [
        classes.gathered(at: (0..<count * ways).map { $0 % ways }),
        queries.gathered(at: (0..<count * ways).map { $0 / ways }),
      ], axis: -1)
    return relation(pairs).reshaped(to: [count, ways])
  }

  /// The parameters of the leg under `leg` and those of the module under `relation`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&leg, named: "leg")
    visitor.visit(&relation, named: "relation")
  }
}

/// (σ(r) − t)² of the method's logits r, averaged over queries and classes, where t is 1 for a query's
/// class and 0 for the others: regression to relation scores.
///
/// Sung et al., "Learning to compare: relation network for few-shot learning", 2018, eq. 2, there the
/// sum.
///
/// - Returns: A scalar, of shape `[]`.
public func relationLoss<Leg, Relation>(
  _ method: RelationNetwork<Leg, Relation>, _ episode: Episode
) -> Tensor {
  meanSquaredError(
    method.logits(of: episode).sigmoid(), .oneHot(episode.answers, classes: episode.ways))
}
