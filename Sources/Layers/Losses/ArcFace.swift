import Autograd
import Basics
import Tensor

/// A classifier by angles whose loss asks for a margin between them: it trains a leg on fixed classes, so
/// that embeddings of a class point the same way.
///
/// With θⱼ the angle between an embedding and the weights of class j, s the scale and m the margin, the
/// loss is the softmax cross-entropy of the logits s · cos θⱼ, where that of the embedding's own class is
/// s · cos(θ + m). Deng, Guo, Xue and Zafeiriou, "ArcFace: additive angular margin loss for deep face
/// recognition", 2019, eq. 3. Where θ + m exceeds π, it is s · (cos θ − m sin m), so that the loss still
/// falls with the angle.
///
/// ```swift
/// struct Model: Parameterized {
///   var leg: Sequential
///   var classes: ArcFace
///   mutating func visit(_ visitor: inout some ParameterVisitor) {
///     visitor.visit(&leg, named: "leg")
///     visitor.visit(&classes, named: "classes")
///   }
/// }
/// ```
///
/// The loss is then `model.classes.loss(model.leg(batch.images), labels: batch.labels)`; the leg is what
/// remains after the training.
public struct ArcFace: Parameterized {
  /// A direction for each class: `[features, classes]`; their lengths do not matter.
  public var weight: Parameter
  /// m, in radians.
  public let margin: Float
  /// s.
  public let scale: Float

  /// A classifier with random directions.
  ///
  /// - Parameters:
  ///   - features: The size of an embedding.
  ///   - classes: The number of classes.
  ///   - margin: m, in radians, at least 0 and below π; default 0.5, as in the paper.
  ///   - scale: s, positive; default 64, as in the paper. With few classes a smaller one, such as 16,
  ///     learns more from pairs that are told apart already.
  ///   - seed: Determines the directions; default 0.
  public init(
    features: Int, classes: Int, margin: Float = 0.5, scale: Float = 64, seed: UInt64 = 0
  ) {
    require(
      features >= 1 && classes >= 1,
      "ArcFace: expected at least one feature and class, got \(features) and \(classes)")
    require(
      (0..<Float.pi).contains(margin),
      "ArcFace: expected a margin from 0 to π, got \(margin)")
    require(scale > 0 && scale.isFinite, "ArcFace: expected a positive scale, got \(scale)")
    self.margin = margin
    self.scale = scale
    var random = SeededGenerator(seed: seed, "ArcFace")
    weight = Parameter(.normal([features, classes], using: &random))
  }

  /// s · cos θ for each class, without a margin: `[count, features]` to `[count, classes]`.
  public func logits(_ embeddings: Tensor) -> Tensor { cosines(embeddings) * scale }

  /// The softmax cross-entropy with the margin at each row's label.
  ///
  /// - Parameters:
  ///   - embeddings: `[count, features]`; their lengths do not matter.
  ///   - labels: The class of each, below the number of classes.
  ///   - reduction: Over the rows; default the mean.
  public func loss(
    _ embeddings: Tensor, labels: [Int], reduction: LossReduction = .mean
  ) -> Tensor {
    let cosines = cosines(embeddings)
    require(
      cosines.shape[0] == labels.count,
      "ArcFace: \(labels.count) labels for embeddings \(embeddings.shape)")
    let target = Tensor.oneHot(labels, classes: cosines.shape[1])
    let own = (cosines * target).sum(axes: [1], keepingDimensions: true)
    let logits = (cosines + target * (withMargin(own) - own)) * scale
    return reduction(-(target * logits.logSoftmax()).sum(axes: [-1]), "ArcFace")
  }

  /// cos(θ + m) of cos θ, or cos θ − m sin m where the angle would exceed π.
  private func withMargin(_ cosines: Tensor) -> Tensor {
    // √ has no slope at 0: no angle counts as smaller than about 3e-4.
    let sines = Tensor.maximum(1 - cosines.square(), Tensor(1e-7)).sqrt()
    let turned = cosines * cos(margin) - sines * sin(margin)
    let fits = cosines.detached .>= Tensor(-cos(margin))
    return turned * fits + (cosines - margin * sin(margin)) * (1 - fits)
  }

  private func cosines(_ embeddings: Tensor) -> Tensor {
    require(
      embeddings.rank == 2 && embeddings.shape[1] == weight.value.shape[0],
      "ArcFace: expected embeddings [count, \(weight.value.shape[0])], got \(embeddings.shape)")
    return .pairwiseCosine(embeddings, weight.value.transposed())
  }

  /// The directions under `weight`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, named: "weight")
  }
}
