import Kernels
import Tensor

extension Tensor {
  /// The cross-correlation of a batch of images with filters, as every deep-learning library calls
  /// convolution.
  ///
  /// - Parameters:
  ///   - weight: The filters, `[height, width, channels, filters]`.
  ///   - bias: One term for each filter, `[filters]`; default none.
  ///   - strides: Rows and columns between neighbouring positions; default 1.
  ///   - padding: What lies around the images; default nothing.
  /// - Returns: `[count, rows, columns, filters]` for images `[count, height, width, channels]`.
  public func convolved(
    with weight: Tensor, bias: Tensor? = nil, strides: (height: Int, width: Int) = (1, 1),
    padding: Padding = .valid
  ) -> Tensor {
    require(
      weight.rank == 4 && rank == 4 && weight.shape[2] == shape[3],
      "convolved: filters \(weight.shape) do not fit images \(shape)")
    let filters = weight.shape[3]
    require(
      bias.map { $0.shape == [filters] } ?? true,
      "convolved: expected a bias of shape [\(filters)], got \(bias?.shape ?? [])")
    let sliding = SlidingWindow(
      kernel: (weight.shape[0], weight.shape[1]), strides: strides, padding: padding)
    let convolution = Convolution(
      window: sliding.window(on: shape, for: "convolved"), filters: filters)
    let (input, kernel, isTracked) = (detached, weight.detached, isTracked)
    let (weightIsTracked, biasIsTracked) = (weight.isTracked, bias?.isTracked ?? false)
    return convolution.forward(input, kernel, bias)
      .derived(from: [self, weight] + (bias.map { [$0] } ?? [])) { gradient in
        [
          isTracked ? convolution.inputGradient(gradient, kernel, shape: input.shape) : nil,
          weightIsTracked ? convolution.weightGradient(input, gradient, shape: kernel.shape) : nil,
          biasIsTracked ? gradient.sum(axes: [0, 1, 2]) : nil,
        ]
      }
  }
}

extension Convolution {
  fileprivate func forward(_ input: Tensor, _ weight: Tensor, _ bias: Tensor?) -> Tensor {
    Tensor([window.images, window.outputHeight, window.outputWidth, filters]) { output in
      input.withUnsafeScalars { input in
        weight.withUnsafeScalars { weight in
          guard let bias else {
            return forward(
              input: input.baseAddress!, weight: weight.baseAddress!, bias: nil, output: output)
          }
          bias.withUnsafeScalars {
            forward(
              input: input.baseAddress!, weight: weight.baseAddress!, bias: $0.baseAddress!,
              output: output)
          }
        }
      }
    }
  }

  fileprivate func inputGradient(_ gradient: Tensor, _ weight: Tensor, shape: Shape) -> Tensor {
    Tensor(shape) { result in
      gradient.withUnsafeScalars { gradient in
        weight.withUnsafeScalars { weight in
          backwardInput(
            outputGradient: gradient.baseAddress!, weight: weight.baseAddress!,
            inputGradient: result)
        }
      }
    }
  }

  fileprivate func weightGradient(_ input: Tensor, _ gradient: Tensor, shape: Shape) -> Tensor {
    Tensor(shape) { result in
      input.withUnsafeScalars { input in
        gradient.withUnsafeScalars { gradient in
          backwardWeight(
            input: input.baseAddress!, outputGradient: gradient.baseAddress!,
            weightGradient: result)
        }
      }
    }
  }
}
