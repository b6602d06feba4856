import Basics
import Kernels
import Tensor

extension Tensor {
  /// Each channel's cross-correlation with filters of its own; what it gives for one channel lies side
  /// by side.
  ///
  /// - Parameters:
  ///   - weight: The filters, `[height, width, channels, multiplier]`.
  ///   - bias: One term for each filter, `[channels · multiplier]`; default none.
  ///   - strides: Rows and columns between neighboring positions; default 1.
  ///   - padding: What lies around the images; default nothing.
  ///   - dilation: The distance between neighboring rows and columns of a filter on the image;
  ///     default 1.
  /// - Returns: `[count, rows, columns, channels · multiplier]` for images
  ///   `[count, height, width, channels]`.
  public func depthwiseConvolved(
    with weight: Tensor, bias: Tensor? = nil, strides: (height: Int, width: Int) = (1, 1),
    padding: Padding = .valid, dilation: (height: Int, width: Int) = (1, 1)
  ) -> Tensor {
    require(
      weight.rank == 4, "depthwiseConvolved: expected filters of rank 4, got \(weight.shape)")
    let window = SlidingWindow(
      kernel: (weight.shape[0], weight.shape[1]), strides: strides, padding: padding,
      dilation: dilation)
    return depthwiseConvolved(with: weight, bias: bias, window: window, then: .bias)
  }

  /// The same with a scale, ReLU and 2×2 max pooling after it, in one pass over memory; the window is of
  /// the size of the filters.
  package func depthwiseConvolved(
    with weight: Tensor, scale: Tensor? = nil, bias: Tensor?, window: SlidingWindow,
    then epilogue: ConvolutionEpilogue
  ) -> Tensor {
    require(
      rank == 4 && weight.shape[2] == shape[3],
      "depthwiseConvolved: filters \(weight.shape) do not fit images \(shape)")
    return convolved(
      with: weight.asGroups, scale: scale, bias: bias, window: window, groups: weight.shape[2],
      then: epilogue)
  }

  /// Depthwise filters as those of as many groups as there are channels: they lie in the same order.
  package var asGroups: Tensor { reshaped(to: [shape[0], shape[1], 1, shape[2] * shape[3]]) }
}
