import Autograd
import Basics
import Tensor

extension SlidingWindow {
  /// A square window of `size`, whose positions lie `strides` apart, by default side by side.
  init(pooling size: Int, strides: Int?, padding: Padding, roundsUp: Bool) {
    let strides = strides ?? size
    self.init(
      kernel: (size, size), strides: (strides, strides), padding: padding, roundsUp: roundsUp)
    require(canPool, "\(Self.poolingRule), got \(size)×\(size) and \(padding)")
  }

  /// The size of the output for one image, or an error that names the layer.
  func outputSize(
    for input: Shape, layer: String
  ) throws(ShapeError) -> (height: Int, width: Int) {
    guard input.rank == 3 else {
      throw ShapeError("\(layer) expects images [height, width, channels], got \(input)")
    }
    guard let output = outputSize(height: input[0], width: input[1]) else {
      throw ShapeError(
        "\(layer) with a \(kernel.height)×\(kernel.width) window does not fit images \(input): "
          + "use larger images, a smaller window or padding: .same")
    }
    return output
  }

  /// The shape of one output where each channel is pooled.
  func pooledShape(for input: Shape, layer: String) throws(ShapeError) -> Shape {
    let output = try outputSize(for: input, layer: layer)
    return [output.height, output.width, input[2]]
  }
}
