import Autograd
import Basics
import Tensor

/// A proxy for each class that pulls the embeddings of its class and pushes all others, each the more
/// the worse it lies: as fast as a classifier, and yet embeddings of a batch take account of each other.
///
/// With S the cosine, P the proxies, P⁺ those of classes in the batch, and Xₚ⁺ and Xₚ⁻ the batch's
/// embeddings of p's class and of others, the loss is
///
/// 1/|P⁺| Σ over P⁺ of log(1 + Σ over Xₚ⁺ of exp(−α (S(x, p) − δ)))
/// + 1/|P| Σ over P of log(1 + Σ over Xₚ⁻ of exp(α (S(x, p) + δ))).
///
/// Kim, Kim, Cho and Kwak, "Proxy anchor loss for deep metric learning", 2020, eq. 4. It is trained
/// together with a leg, as ``ArcFace`` is, with the proxies' rate some 100 times the leg's in the paper.
public struct ProxyAnchor: Parameterized {
  /// A proxy for each class: `[classes, features]`; their lengths do not matter.
  public var proxies: Parameter
  /// δ.
  public let margin: Float
  /// α.
  public let scale: Float

  /// A loss with random proxies.
  ///
  /// - Parameters:
  ///   - features: The size of an embedding.
  ///   - classes: The number of classes.
  ///   - margin: δ, at least 0; default 0.1, as in the paper.
  ///   - scale: α, positive; default 32, as in the paper.
  ///   - seed: Determines the proxies; default 0.
  public init(
    features: Int, classes: Int, margin: Float = 0.1, scale: Float = 32, seed: UInt64 = 0
  ) {
    require(
      features >= 1 && classes >= 1,
      "ProxyAnchor: expected at least one feature and class, got \(features) and \(classes)")
    requireSoundMargin(margin, "ProxyAnchor")
    require(scale > 0 && scale.isFinite, "ProxyAnchor: expected a positive scale, got \(scale)")
    self.margin = margin
    self.scale = scale
    var random = SeededGenerator(seed: seed, "ProxyAnchor")
    proxies = Parameter(.normal([classes, features], using: &random))
  }

  /// The loss of a batch, of shape `[]`.
  ///
  /// - Parameters:
  ///   - embeddings: `[count, features]`, at least one; their lengths do not matter.
  ///   - labels: The class of each, below the number of classes.
  public func loss(_ embeddings: Tensor, labels: [Int]) -> Tensor {
    let (classes, features) = (proxies.value.shape[0], proxies.value.shape[1])
    require(
      embeddings.rank == 2 && embeddings.shape == [labels.count, features] && !labels.isEmpty,
      "ProxyAnchor: expected embeddings [\(labels.count), \(features)], at least one, got "
        + "\(embeddings.shape)")
    let cosines = Tensor.pairwiseCosine(proxies.value, embeddings)
    let own = Tensor.oneHot(labels, classes: classes).transposed()
    let attraction = ((margin - cosines) * scale).logOnePlusSumExp(where: own)
    let repulsion = ((cosines + margin) * scale).logOnePlusSumExp(where: 1 - own)
    return attraction.sum() / Float(Set(labels).count) + repulsion.sum() / Float(classes)
  }

  /// The cosine of each embedding with each proxy: `[count, features]` to `[count, classes]`.
  public func cosines(_ embeddings: Tensor) -> Tensor {
    .pairwiseCosine(embeddings, proxies.value)
  }

  /// The proxies under `proxies`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&proxies, named: "proxies")
  }
}
