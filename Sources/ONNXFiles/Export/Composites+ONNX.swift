import Autograd
import Layers
import Tensor

extension Sequential: ONNXWritable {
  /// One layer after another.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    var value = input
    for (index, layer) in layers.enumerated() {
      value = try graph.add(layer, named: "\(index)", value)
    }
    return value
  }
}

extension Recomputed: ONNXWritable {
  /// As its layers.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue { try graph.add(layers, named: "layers", input) }
}

extension Residual: ONNXWritable {
  /// As the sum of both ways.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let difference = try graph.add(layers, named: "layers", input)
    var base = input
    if let shortcut { base = try graph.add(shortcut, named: "shortcut", input) }
    base = difference.isChannelsFirst ? graph.channelsFirst(base) : graph.channelsLast(base)
    let sum = graph.add("Add", [base, difference], shape: difference.shape)
    return try graph.add(activation, named: nil, sum)
  }
}

extension Parallel: ONNXWritable {
  /// As its branches, and their outputs side by side.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    var outputs: [ONNXValue] = []
    for (index, branch) in branches.enumerated() {
      outputs.append(graph.channelsLast(try graph.add(branch, named: "\(index)", input)))
    }
    let shape = Shape(
      outputs[0].shape.dimensions.dropLast() + [outputs.reduce(0) { $0 + $1.shape[-1] }])
    return graph.add("Concat", outputs, ["axis": .int(-1)], shape: shape)
  }
}

extension ConvBlock: ONNXWritable {
  /// As its parts.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let convolved = try graph.add(convolution, named: "convolution", input)
    let normalized = try graph.add(normalization, named: "normalization", convolved)
    let rectified = try graph.add(Activation.relu, named: nil, normalized)
    guard let pooling else { return rectified }
    return try graph.add(pooling, named: "pooling", rectified)
  }
}

extension SeparableConv2D: ONNXWritable {
  /// As its parts.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let depthwise = try graph.add(depthwise, named: "depthwise", input)
    return try graph.add(pointwise, named: "pointwise", depthwise)
  }
}

extension SqueezeExcitation: ONNXWritable {
  /// As the product with gates.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let images = graph.channelsFirst(input)
    let channels = input.shape[-1]
    let means = try graph.add(GlobalAveragePool2D(), named: nil, images)
    let reduced = try graph.add(reduce, named: "reduce", means)
    let gates = try graph.add(expand, named: "expand", reduced)
    let shape = graph.constant([0, channels, 1, 1])
    let wide = graph.add(
      "Reshape", [gates, shape], shape: [1, 1, channels], isChannelsFirst: true)
    return graph.add("Mul", [images, wide], shape: input.shape)
  }
}

extension LayerScale: ONNXWritable {
  /// As a product.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    graph.multiplied(input, graph.channelParameter("scale", scale.value, for: input))
  }
}

extension Dropout: ONNXWritable {
  /// As nothing: it drops only in training.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue { input }
}

extension DropBlock: ONNXWritable {
  /// As nothing: it drops only in training.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue { input }
}

extension StochasticDepth: ONNXWritable {
  /// As nothing: it drops only in training.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue { input }
}
