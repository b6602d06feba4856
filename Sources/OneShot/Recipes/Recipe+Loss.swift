import Layers
import Tensor

extension Recipe {
  /// What a batch of images and their classes is judged by.
  public enum Loss: String, Sendable, Hashable, Codable, CaseIterable {
    /// Each image is to find its own class among the batch, and the head learns beside it: ``metricLoss(_:_:scale:legs:)``.
    case contrastive
    /// The head's verdict on each pair is to be right: ``verificationLoss(_:_:hardness:)``.
    case verification

    /// The loss of a network on a batch, of shape `[]`.
    ///
    /// - Parameters:
    ///   - siamese: The network.
    ///   - batch: Images of several classes, several of each.
    ///   - legs: How many legs the network has side by side; default 1.
    public func callAsFunction(
      _ siamese: Siamese<some Layer>, _ batch: LabeledImages, legs: Int = 1
    ) -> Tensor {
      switch self {
      case .contrastive: metricLoss(siamese, batch, legs: legs)
      case .verification: verificationLoss(siamese, batch)
      }
    }

    /// The highest learning rate for Adam that suits the loss.
    public var peakRate: Float { self == .contrastive ? 6e-3 : 1.5e-2 }
  }
}
