import Tensor

/// A tensor of a graph that is being written.
public struct ONNXValue: Sendable {
  /// Its name in the file.
  public let name: String
  /// The shape of one sample, without the batch axis, in this library's order of axes.
  public let shape: Shape
  /// Whether it is an image that has its channels before height and width in the file.
  public let isChannelsFirst: Bool

  init(name: String, shape: Shape, isChannelsFirst: Bool = false) {
    self.name = name
    self.shape = shape
    self.isChannelsFirst = isChannelsFirst
  }

  /// The same tensor, which has other sizes to whoever takes it.
  func with(_ shape: Shape) -> ONNXValue {
    ONNXValue(name: name, shape: shape, isChannelsFirst: isChannelsFirst)
  }
}
