import Autograd
import Layers
import Tensor

extension Conv2D: ONNXWritable {
  /// As `Conv` with filters `[filters, channels / groups, height, width]`, and the activation.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let weight = weight.value.transposed(permutation: [3, 2, 0, 1])
    let result = try graph.convolution(
      input, weight, bias: bias?.value, window, groups: groups, filters: filters)
    return try graph.add(activation, named: nil, result)
  }
}

extension DepthwiseConv2D: ONNXWritable {
  /// As `Conv` with a group for each channel, and the activation.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let shape = weight.value.shape
    let filters = shape[2] * shape[3]
    let weight = weight.value.reshaped(to: [shape[0], shape[1], filters, 1])
      .transposed(permutation: [2, 3, 0, 1])
    let result = try graph.convolution(
      input, weight, bias: bias?.value, window, groups: shape[2], filters: filters)
    return try graph.add(activation, named: nil, result)
  }
}

extension ConvTranspose2D: ONNXWritable {
  /// As `ConvTranspose` with filters `[channels, filters, height, width]`, and the activation.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    guard
      let size = window.inputSize(
        height: input.shape[0], width: input.shape[1],
        outputPadding: (outputPadding, outputPadding))
    else { throw ShapeError("ConvTranspose2D(\(filters)) has no output for images \(input.shape)") }
    let shape: Shape = [size.height, size.width, filters]
    var attributes = window.attributes(on: shape)
    // Without padding that depends on the image, what is missing to whole strides is padding too.
    let more = [0, 1].map { axis in
      let (kernel, stride) =
        axis == 0
        ? (window.kernel.height, window.strides.height)
        : (window.kernel.width, window.strides.width)
      return window.padding == .same ? max(0, stride - kernel) : outputPadding
    }
    attributes["output_padding"] = .ints(more)
    let weight = graph.parameter("weight", weight.value.transposed(permutation: [3, 2, 0, 1]))
    let bias = bias.map { [graph.parameter("bias", $0.value)] } ?? []
    let result = graph.add(
      "ConvTranspose", [graph.channelsFirst(input), weight] + bias, attributes, shape: shape)
    return try graph.add(activation, named: nil, result)
  }
}

extension ONNXGraph {
  fileprivate mutating func convolution(
    _ input: ONNXValue, _ weight: Tensor, bias: Tensor?, _ window: SlidingWindow, groups: Int,
    filters: Int
  ) throws(ShapeError) -> ONNXValue {
    let size = try window.size(on: input.shape)
    let weight = parameter("weight", weight)
    let bias = bias.map { [parameter("bias", $0)] } ?? []
    var attributes = window.attributes(on: input.shape)
    attributes["group"] = .int(groups)
    return add(
      "Conv", [channelsFirst(input), weight] + bias, attributes,
      shape: [size.height, size.width, filters])
  }
}

extension SlidingWindow {
  /// The size of the output for one image.
  func size(on image: Shape) throws(ShapeError) -> (height: Int, width: Int) {
    guard image.rank == 3, let size = outputSize(height: image[0], width: image[1]) else {
      throw ShapeError("expected images that a \(kernel) window fits, got \(image)")
    }
    return size
  }

  /// The settings of a node whose larger image has the given shape.
  func attributes(on image: Shape) -> [String: ONNXAttribute] {
    let (top, left, bottom, right) = pads(on: image)
    return [
      "kernel_shape": .ints([kernel.height, kernel.width]),
      "strides": .ints([strides.height, strides.width]),
      "dilations": .ints([dilation.height, dilation.width]),
      "pads": .ints([top, left, bottom, right]),
    ]
  }

  private func pads(on image: Shape) -> (Int, Int, Int, Int) {
    switch padding {
    case .valid: return (0, 0, 0, 0)
    case .zeros(let top, let left, let bottom, let right): return (top, left, bottom, right)
    case .same:
      func around(_ size: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> (Int, Int) {
        let positions = (size + stride - 1) / stride
        let total = max(0, (positions - 1) * stride + (kernel - 1) * dilation + 1 - size)
        return (total / 2, total - total / 2)
      }
      let rows = around(image[0], kernel.height, strides.height, dilation.height)
      let columns = around(image[1], kernel.width, strides.width, dilation.width)
      return (rows.0, columns.0, rows.1, columns.1)
    }
  }
}
