import Autograd
import Basics
import Layers
import Tensor

/// Solves a ridge regression from the support set's embeddings to its classes, and applies it to the
/// queries.
///
/// With X the embeddings of the support images, Y their classes as one-hot rows, and X′ the embeddings
/// of the queries, the logits are
///
/// α X′ W + β, W = Xᵀ (X Xᵀ + λ I)⁻¹ Y = (Xᵀ X + λ I)⁻¹ Xᵀ Y,
///
/// by whichever of the two systems is smaller. λ > 0, α and β are learned with the leg: the gradient
/// goes through the solution. R2-D2 of Bertinetto, Henriques, Torr and Vedaldi, "Meta-learning with
/// differentiable closed-form solvers", 2019.
///
/// ```swift
/// var method = try RidgeRegression(leg, input: [28, 28, 1])
/// ```
public struct RidgeRegression<Leg: Layer>: FewShotMethod {
  /// Embeds an image; embeddings of any shape are taken as vectors.
  public var leg: Leg
  /// log λ, of shape `[]`, so that λ stays positive.
  public var logPenalty: Parameter
  /// α, of shape `[]`.
  public var scale: Parameter
  /// β, of shape `[]`.
  public var shift: Parameter
  /// The shape of one image, without the batch axis.
  public let input: Shape
  /// `ridge-regression`.
  public let name = "ridge-regression"

  /// Builds the method for images of shape `input`; a leg that is already built keeps its weights.
  ///
  /// - Parameters:
  ///   - leg: Embeds an image.
  ///   - input: The shape of one image, without the batch axis.
  ///   - penalty: The first λ, positive; default 1.
  ///   - scale: The first α; default 1.
  ///   - seed: Determines the first weights; default 0.
  /// - Throws: `ShapeError` naming the layer that does not fit.
  public init(
    _ leg: Leg, input: Shape, penalty: Float = 1, scale: Float = 1, seed: UInt64 = 0
  ) throws(ShapeError) {
    require(penalty > 0, "RidgeRegression: expected a positive penalty, got \(penalty)")
    self.leg = leg
    self.input = input
    logPenalty = Parameter(Tensor(penalty).log())
    self.scale = Parameter(Tensor(scale))
    shift = Parameter(Tensor(0))
    var random = SeededGenerator(seed: seed)
    _ = try self.leg.build(named: "leg", for: input, using: &random)
  }

  /// α X′ W + β: `[queries, ways]`; NaN if the system has no solution in single precision.
  public func logits(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries, support: support)
    let labels = (0..<task.ways * task.shots).map { $0 / task.shots }
    do throws(LinearAlgebraError) {
      let fitted = try Self.fitted(
        task.queryVectors, to: task.supportVectors, .oneHot(labels, classes: task.ways),
        penalty: logPenalty.value.exp())
      return fitted * scale.value + shift.value
    } catch {
      return .full([queries.shape[0], task.ways], .nan)
    }
  }

  /// X′ W for the ridge regression W from `x` to `y`.
  private static func fitted(
    _ queries: Tensor, to x: Tensor, _ y: Tensor, penalty: Tensor
  ) throws(LinearAlgebraError) -> Tensor {
    let (examples, features) = (x.shape[0], x.shape[1])
    if examples <= features {
      let products = x.matmulTransposed(x) + penalty * .identity(examples)
      return queries.matmulTransposed(x).matmul(try products.solving(y))
    }
    let moments = x.transposed().matmul(x) + penalty * .identity(features)
    return queries.matmul(try moments.solving(x.transposed().matmul(y)))
  }

  /// The parameters of the leg under `leg`, and `logPenalty`, `scale` and `shift`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&leg, named: "leg")
    visitor.visit(&logPenalty, named: "logPenalty")
    visitor.visit(&scale, named: "scale")
    visitor.visit(&shift, named: "shift")
  }
}
