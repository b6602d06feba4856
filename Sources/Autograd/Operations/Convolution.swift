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
    let (input, kernel) = (detached, weight.detached)
    let wanted = (input: isTracked, weight: weight.isTracked, bias: bias?.isTracked ?? false)
    let (output, memory) = convolution.forward(
      input, kernel, bias, keeping: wanted.input || wanted.weight)
    return output.derived(from: [self, weight] + (bias.map { [$0] } ?? [])) { gradient in
      convolution.gradients(gradient, input, kernel, memory, wanted: (wanted.input, wanted.weight))
        + [wanted.bias ? gradient.sum(axes: [0, 1, 2]) : nil]
    }
  }
}

extension Convolution {
  fileprivate func forward(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor?, keeping: Bool
  ) -> (Tensor, ConvolutionMemory) {
    var memory = ConvolutionMemory()
    let shape: Shape = [window.images, window.outputHeight, window.outputWidth, filters]
    let output = Tensor(shape) { output in
      input.withUnsafeScalars { input in
        weight.withUnsafeScalars { weight in
          func run(_ bias: UnsafePointer<Float>?) -> ConvolutionMemory {
            forward(
              input: input.baseAddress!, weight: weight.baseAddress!, bias: bias, output: output,
              keeping: keeping)
          }
          memory = bias.map { $0.withUnsafeScalars { run($0.baseAddress) } } ?? run(nil)
        }
      }
    }
    return (output, memory)
  }

  fileprivate func gradients(
    _ gradient: Tensor, _ input: Tensor, _ weight: Tensor, _ memory: ConvolutionMemory,
    wanted: (input: Bool, weight: Bool)
  ) -> [Tensor?] {
    let inputGradient = wanted.input ? Storage(count: input.count) : nil
    let weightGradient = wanted.weight ? Storage(count: weight.count) : nil
    input.withUnsafeScalars { input in
      weight.withUnsafeScalars { weight in
        gradient.withUnsafeScalars { gradient in
          backward(
            input: input.baseAddress!, weight: weight.baseAddress!,
            outputGradient: gradient.baseAddress!, memory: memory,
            inputGradient: inputGradient?.pointer, weightGradient: weightGradient?.pointer)
        }
      }
    }
    return [
      inputGradient.map { Tensor(shape: input.shape, storage: $0) },
      weightGradient.map { Tensor(shape: weight.shape, storage: $0) },
    ]
  }
}
