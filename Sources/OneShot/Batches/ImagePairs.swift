import Basics
import Tensor

/// A batch of pairs of images, side by side.
public struct ImagePairs: Sendable {
  /// `[count, height, width, channels]`.
  public var left: Tensor
  /// The same shape.
  public var right: Tensor
  /// `[count, 1]`: 1 for pairs of one class, 0 for others.
  public var targets: Tensor

  /// As many targets as images on either side.
  public init(left: Tensor, right: Tensor, targets: Tensor) {
    require(
      left.shape == right.shape && left.rank >= 1 && targets.shape == [left.shape[0], 1],
      "ImagePairs: sides \(left.shape) and \(right.shape), targets \(targets.shape)")
    self.left = left
    self.right = right
    self.targets = targets
  }
}
