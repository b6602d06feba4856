import Basics
import Kernels
import Tensor

extension Tensor {
  /// The transposed convolution of a batch of images: what the gradient with respect to its input is
  /// for a convolution, so that each pixel spreads its filters over the larger result.
  ///
  /// - Parameters:
  ///   - weight: The filters of that convolution, `[height, width, filters, channels]`: it would make
  ///     `channels` of this one's `filters`.
  ///   - bias: One term for each filter, `[filters]`; default none.
  ///   - strides: How many rows and columns of the result lie between neighboring pixels; default 1.
  ///   - padding: What that convolution has around its images, which is cut off here; default
  ///     nothing. With `.same`, height and width become `strides` times what they were.
  ///   - outputPadding: Rows below and columns right that the result has more, which no whole stride
  ///     fills; smaller than the strides; default 0. Without effect on `.same`.
  /// - Returns: `[count, rows, columns, filters]` for images `[count, height, width, channels]`; without
  ///   padding `(height − 1) · stride + kernel + outputPadding` rows.
  public func transposeConvolved(
    with weight: Tensor, bias: Tensor? = nil, strides: (height: Int, width: Int) = (1, 1),
    padding: Padding = .valid, outputPadding: (height: Int, width: Int) = (0, 0)
  ) -> Tensor {
    require(
      weight.rank == 4 && rank == 4 && weight.shape[3] == shape[3],
      "transposeConvolved: filters \(weight.shape) do not fit images \(shape)")
    let sliding = SlidingWindow(
      kernel: (weight.shape[0], weight.shape[1]), strides: strides, padding: padding)
    guard
      let size = sliding.inputSize(height: shape[1], width: shape[2], outputPadding: outputPadding)
    else {
      fatalError(
        "transposeConvolved: \(sliding) with output padding \(outputPadding) does not fit \(shape)")
    }
    let resultShape: Shape = [shape[0], size.height, size.width, weight.shape[2]]
    let convolution = Convolution(
      window: sliding.window(on: resultShape, for: "transposeConvolved"), filters: shape[3],
      algorithm: .unfolded)
    let form = ConvolutionForm(convolution, images: resultShape, weight: weight.shape)
    let (input, filter) = (detached, weight.detached)
    let wanted = (input: isTracked, weight: weight.isTracked)
    let result = Tensor(resultShape) { result in
      withScalars(input, filter) { x, w in
        // The input of the convolution takes no part in its own gradient.
        convolution.backward(
          .init(input: x, weight: w, output: x), outputGradient: x, memory: ConvolutionMemory(),
          wanted: .init(input: result, weight: nil, bias: nil))
      }
    }.derived(from: [self, weight]) { gradient in
      [
        wanted.input ? convolution.results(of: gradient, filter, shape: input.shape) : nil,
        wanted.weight ? convolution.weightGradient(of: gradient, filter, input) : nil,
      ]
    } recorded: {
      [
        $0.isWanted[0] ? form.results(of: $0.gradient, $0.inputs[1]) : nil,
        $0.isWanted[1] ? form.weightGradient(of: $0.gradient, $0.inputs[0]) : nil,
      ]
    }
    return bias.map { result + $0 } ?? result
  }
}

extension Convolution {
  fileprivate func results(of images: Tensor, _ weight: Tensor, shape: Shape) -> Tensor {
    Tensor(shape) { results in
      withScalars(images, weight) { x, w in
        _ = forward(input: x, weight: w, bias: nil, output: results, keeping: .nothing)
      }
    }
  }

  fileprivate func weightGradient(
    of images: Tensor, _ weight: Tensor, _ resultGradient: Tensor
  ) -> Tensor {
    Tensor(weight.shape) { target in
      withScalars(images, weight, resultGradient) { x, w, g in
        backward(
          .init(input: x, weight: w, output: g), outputGradient: g, memory: ConvolutionMemory(),
          wanted: .init(input: nil, weight: target, bias: nil))
      }
    }
  }
}
