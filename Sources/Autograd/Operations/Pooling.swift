import Basics
import Kernels
import Tensor

extension Tensor {
  /// The largest scalar under each position of the window, channel by channel.
  ///
  /// The gradient goes to the first of equal scalars. Padding takes no part, and must be smaller than
  /// the window, which has no dilation.
  /// - Returns: `[count, rows, columns, channels]` for images `[count, height, width, channels]`.
  public func maxPooled(_ sliding: SlidingWindow) -> Tensor {
    let pooling = sliding.pooling(on: shape, for: "maxPooled")
    let input = detached
    let output = pooling.result { target in
      withScalars(input) { pooling.maximum(input: $0, output: target) }
    }
    return output.derived(from: self) { gradient in
      Tensor(input.shape) { target in
        withScalars(input, output, gradient) { x, y, g in
          pooling.maximumGradient(input: x, output: y, outputGradient: g, inputGradient: target)
        }
      }
    } recorded: {
      // Where the maxima are is constant around every point.
      let (x, y) = ($0.inputs[0].detached, $0.output.detached)
      return $0.gradient.mapped { gradient in
        Tensor(x.shape) { target in
          withScalars(x, y, gradient) {
            pooling.maximumGradient(
              input: $0, output: $1, outputGradient: $2, inputGradient: target)
          }
        }
      } adjoint: { images in
        pooling.result { target in
          withScalars(x, y, images) {
            pooling.scalarsAtMaxima(input: $0, output: $1, of: $2, into: target)
          }
        }
      }
    }
  }

  /// The mean of the scalars under each position of the window, channel by channel.
  ///
  /// - Parameters:
  ///   - sliding: The window; it must be larger than the padding on each side, and have no dilation.
  ///   - countsPadding: Whether zeros around the image are scalars of the mean, as in PyTorch unless
  ///     `count_include_pad=False`; default no, as in TensorFlow.
  /// - Returns: `[count, rows, columns, channels]` for images `[count, height, width, channels]`.
  public func averagePooled(_ sliding: SlidingWindow, countsPadding: Bool = false) -> Tensor {
    let pooling = sliding.pooling(on: shape, countsPadding: countsPadding, for: "averagePooled")
    let source = shape
    return mapped { images in
      pooling.result { target in
        withScalars(images) { pooling.average(input: $0, output: target) }
      }
    } adjoint: { gradient in
      Tensor(source) { target in
        withScalars(gradient) { pooling.averageGradient(outputGradient: $0, inputGradient: target) }
      }
    }
  }

  /// The mean of each channel over all pixels: `[count, height, width, channels]` becomes
  /// `[count, channels]`.
  public func globalAveragePooled() -> Tensor {
    require(
      rank == 4,
      "globalAveragePooled: expected images [count, height, width, channels], got \(shape)")
    return mean(axes: [1, 2])
  }
}

extension Pooling {
  fileprivate func result(_ initialize: (UnsafeMutablePointer<Float>) -> Void) -> Tensor {
    Tensor(
      [window.images.count, window.output.height, window.output.width, window.images.channels],
      initialize: initialize)
  }
}
