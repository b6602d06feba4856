import Basics
import Kernels
import Tensor

extension Tensor {
  /// The cross-correlation of a batch of images with filters, as every deep-learning library calls
  /// convolution.
  ///
  /// - Parameters:
  ///   - weight: The filters, `[height, width, channels / groups, filters]`.
  ///   - bias: One term for each filter, `[filters]`; default none.
  ///   - strides: Rows and columns between neighboring positions; default 1.
  ///   - padding: What lies around the images; default nothing.
  ///   - dilation: The distance between neighboring rows and columns of a filter on the image;
  ///     default 1.
  ///   - groups: How many groups of neighboring channels there are, each with as many filters of its
  ///     own; default 1.
  /// - Returns: `[count, rows, columns, filters]` for images `[count, height, width, channels]`.
  public func convolved(
    with weight: Tensor, bias: Tensor? = nil, strides: (height: Int, width: Int) = (1, 1),
    padding: Padding = .valid, dilation: (height: Int, width: Int) = (1, 1), groups: Int = 1
  ) -> Tensor {
    require(weight.rank == 4, "convolved: expected filters of rank 4, got \(weight.shape)")
    let window = SlidingWindow(
      kernel: (weight.shape[0], weight.shape[1]), strides: strides, padding: padding,
      dilation: dilation)
    return convolved(with: weight, bias: bias, window: window, groups: groups, then: .bias)
  }

  /// A convolution and what follows it, a scale, ReLU and 2×2 max pooling, in one pass over memory.
  ///
  /// - Parameters:
  ///   - scale: What the result is multiplied by before the bias is added, one factor for each filter,
  ///     `[filters]`; default 1. It gets no gradient.
  ///   - window: Of the size of the filters.
  ///   - algorithm: How to compute it; by default the cheapest for the shapes.
  package func convolved(
    with weight: Tensor, scale: Tensor? = nil, bias: Tensor?, window sliding: SlidingWindow,
    groups: Int = 1, then epilogue: ConvolutionEpilogue, algorithm: ConvolutionAlgorithm? = nil
  ) -> Tensor {
    let step = ConvolutionStep(
      weight: weight, scale: scale, bias: bias, window: sliding, groups: groups, epilogue: epilogue)
    let convolution = step.convolution(on: shape, by: algorithm)
    ConvolutionTrace.current?.add([convolution])
    if Recording.keepsOperands {
      return unfused(convolution, step)
    }
    let filter = weight.detached
    let wanted = (input: isTracked, weight: weight.isTracked, bias: bias?.isTracked ?? false)
    let (output, memory) = convolution.forward(
      detached, filter, scale: scale, bias: bias,
      keeping: .init(
        inputPlanes: wanted.weight, winners: wanted.input || wanted.weight || wanted.bias))
    let pullback = ConvolutionPullback(
      convolution: convolution, inputShape: shape,
      input: wanted.weight && convolution.needsInput ? keptForBackward : nil, weight: filter,
      scale: scale, output: convolution.needsOutput ? output : nil, memory: memory)
    return output.derived(from: [self, weight] + (bias.map { [$0] } ?? [])) { gradient in
      guard wanted.input && wanted.weight && convolution.hasGradientsApart else {
        return pullback(gradient, input: wanted.input, weight: wanted.weight, bias: wanted.bias)
      }
      // One after the other: the input, if it is made again, is gone before there is its gradient.
      let filters = pullback(gradient, input: false, weight: true, bias: wanted.bias)
      return [pullback(gradient, input: true, weight: false, bias: false)[0]] + filters.dropFirst()
    }
  }
}

extension Tensor {
  /// A convolution and what follows it, one operation after another, each with a second derivative.
  private func unfused(_ convolution: Convolution, _ step: ConvolutionStep) -> Tensor {
    let form = ConvolutionForm(convolution, images: shape, weight: step.weight.shape)
    var result = form.results(of: self, step.weight)
    if let scale = step.scale { result = result * scale }
    if let bias = step.bias { result = result + bias }
    return result.finished(by: step.epilogue)
  }
}

/// Takes the gradient of a convolution's output to those of its input, its weight and its bias.
private struct ConvolutionPullback: Sendable {
  let convolution: Convolution
  let inputShape: Shape
  let input: (@Sendable () -> Tensor)?
  let weight: Tensor
  let scale: Tensor?
  let output: Tensor?
  let memory: ConvolutionMemory

  /// The gradients that are wanted, nil for the others.
  func callAsFunction(
    _ gradient: Tensor, input wantsInput: Bool, weight wantsWeight: Bool, bias wantsBias: Bool
  ) -> [Tensor?] {
    let input = wantsWeight ? self.input?() : nil
    let shapes: [Shape?] = [
      wantsInput ? inputShape : nil, wantsWeight ? weight.shape : nil,
      wantsBias ? [convolution.filters] : nil,
    ]
    let room = shapes.map { $0.map { Storage(count: $0.count) } }
    withScalars(input, weight, scale, output, gradient) { input, weight, scale, output, gradient in
      convolution.backward(
        .init(input: input, weight: weight, scale: scale, output: output),
        outputGradient: gradient, memory: memory,
        wanted: .init(
          input: room[0]?.pointer, weight: room[1]?.pointer, bias: room[2]?.pointer))
    }
    return zip(shapes, room).map { shape, room in
      shape.flatMap { shape in room.map { Tensor(shape: shape, storage: $0) } }
    }
  }
}

extension Convolution {
  var outputShape: Shape {
    epilogue == .reluMaxPool
      ? [window.images.count, window.output.height / 2, window.output.width / 2, filters]
      : [window.images.count, window.output.height, window.output.width, filters]
  }

  fileprivate func forward(
    _ input: Tensor, _ weight: Tensor, scale: Tensor?, bias: Tensor?, keeping: Convolution.Keeping
  ) -> (Tensor, ConvolutionMemory) {
    var memory = ConvolutionMemory()
    let output = Tensor(outputShape) { output in
      memory = withScalars(input, weight, scale, bias) {
        forward(input: $0, weight: $1, scale: $2, bias: $3, output: output, keeping: keeping)
      }
    }
    return (output, memory)
  }
}
