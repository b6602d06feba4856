import Basics
import Kernels
import Tensor

extension Tensor {
  /// The cross-correlation of a batch of images with filters, as every deep-learning library calls
  /// convolution.
  ///
  /// - Parameters:
  ///   - weight: The filters, `[height, width, channels, filters]`.
  ///   - bias: One term for each filter, `[filters]`; default none.
  ///   - strides: Rows and columns between neighboring positions; default 1.
  ///   - padding: What lies around the images; default nothing.
  /// - Returns: `[count, rows, columns, filters]` for images `[count, height, width, channels]`.
  public func convolved(
    with weight: Tensor, bias: Tensor? = nil, strides: (height: Int, width: Int) = (1, 1),
    padding: Padding = .valid
  ) -> Tensor {
    convolved(with: weight, bias: bias, strides: strides, padding: padding, then: .bias)
  }

  /// A convolution and what follows it, ReLU and 2×2 max pooling, in one pass over memory.
  ///
  /// - Parameter algorithm: How to compute it; by default the cheapest for the shapes.
  package func convolved(
    with weight: Tensor, bias: Tensor?, strides: (height: Int, width: Int), padding: Padding,
    then epilogue: ConvolutionEpilogue, algorithm: ConvolutionAlgorithm? = nil
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
      window: sliding.window(on: shape, for: "convolved"), filters: filters, epilogue: epilogue,
      algorithm: algorithm ?? ConvolutionMethod.current.algorithm(for: sliding))
    let operands = (input: detached, weight: weight.detached)
    let wanted = (input: isTracked, weight: weight.isTracked, bias: bias?.isTracked ?? false)
    let (output, memory) = convolution.forward(
      operands.input, operands.weight, bias,
      keeping: wanted.input || wanted.weight || wanted.bias)
    return output.derived(from: [self, weight] + (bias.map { [$0] } ?? [])) { gradient in
      convolution.gradients(
        gradient, operands.input, operands.weight, output, memory, wanted: wanted)
    }
  }
}

extension Convolution {
  private var outputShape: Shape {
    epilogue == .reluMaxPool
      ? [window.images, window.outputHeight / 2, window.outputWidth / 2, filters]
      : [window.images, window.outputHeight, window.outputWidth, filters]
  }

  fileprivate func forward(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor?, keeping: Bool
  ) -> (Tensor, ConvolutionMemory) {
    var memory = ConvolutionMemory()
    let output = Tensor(outputShape) { output in
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
    _ gradient: Tensor, _ input: Tensor, _ weight: Tensor, _ output: Tensor,
    _ memory: ConvolutionMemory, wanted: (input: Bool, weight: Bool, bias: Bool)
  ) -> [Tensor?] {
    let room = (
      input: wanted.input ? Storage(count: input.count) : nil,
      weight: wanted.weight ? Storage(count: weight.count) : nil,
      bias: wanted.bias ? Storage(count: filters) : nil
    )
    input.withUnsafeScalars { input in
      weight.withUnsafeScalars { weight in
        output.withUnsafeScalars { output in
          gradient.withUnsafeScalars { gradient in
            backward(
              Operands(
                input: input.baseAddress!, weight: weight.baseAddress!,
                output: output.baseAddress!),
              outputGradient: gradient.baseAddress!, memory: memory,
              wanted: Wanted(
                input: room.input?.pointer, weight: room.weight?.pointer,
                bias: room.bias?.pointer))
          }
        }
      }
    }
    return [
      room.input.map { Tensor(shape: input.shape, storage: $0) },
      room.weight.map { Tensor(shape: weight.shape, storage: $0) },
      room.bias.map { Tensor(shape: [filters], storage: $0) },
    ]
  }
}
