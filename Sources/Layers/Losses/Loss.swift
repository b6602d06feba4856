import Autograd
import Tensor

/// How far a batch of predictions is from its targets, as one scalar to be minimized.
///
/// ```swift
/// let loss = Loss.binaryCrossEntropy
/// loss(siamese(left, right), target)
/// ```
public struct Loss: Sendable {
  /// The name, as it is printed and saved.
  public let name: String
  private let function: @Sendable (Tensor, Tensor) -> Tensor

  /// A loss of your own: a scalar from predictions and targets.
  public init(_ name: String, _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor) {
    self.name = name
    self.function = function
  }

  /// The loss of a batch, of shape `[]`.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    function(prediction, target)
  }

  /// ``binaryCrossEntropy(_:_:reduction:)`` of probabilities, averaged.
  public static let binaryCrossEntropy = Loss("binaryCrossEntropy") {
    Layers.binaryCrossEntropy($0, $1)
  }

  /// ``binaryCrossEntropy(logits:_:reduction:)``, averaged.
  public static let binaryCrossEntropyFromLogits = Loss("binaryCrossEntropyFromLogits") {
    Layers.binaryCrossEntropy(logits: $0, $1)
  }

  /// ``softmaxCrossEntropy(_:_:reduction:)`` of logits and one-hot targets, averaged.
  public static let softmaxCrossEntropy = Loss("softmaxCrossEntropy") {
    Layers.softmaxCrossEntropy($0, $1)
  }

  /// ``meanSquaredError(_:_:reduction:)``.
  public static let meanSquaredError = Loss("meanSquaredError") { Layers.meanSquaredError($0, $1) }

  /// ``contrastiveLoss(_:_:margin:reduction:)`` of distances, averaged.
  public static func contrastive(margin: Float = 1) -> Loss {
    Loss("contrastive(\(margin))") { contrastiveLoss($0, $1, margin: margin) }
  }
}
