import Basics
import Tensor

/// A batch of images and the class that each shows.
public struct LabeledImages: Sendable, Equatable {
  /// Of shape `[count, height, width, channels]`.
  public var images: Tensor
  /// For each image the number of its class.
  public var labels: [Int]

  /// Images with a label each; another number of labels is a programming error.
  public init(images: Tensor, labels: [Int]) {
    require(
      images.rank > 0 && images.shape[0] == labels.count,
      "LabeledImages: images \(images.shape) do not fit \(labels.count) labels")
    self.images = images
    self.labels = labels
  }

  /// The number of images.
  public var count: Int { labels.count }
}
