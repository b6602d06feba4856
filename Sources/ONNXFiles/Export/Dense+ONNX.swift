import Autograd
import Layers
import Tensor

extension Dense: ONNXWritable {
  /// As `Gemm` of vectors, or `MatMul` and `Add` of sequences of them, and the activation.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let weight = graph.parameter("weight", weight.value)
    let bias = bias.map { graph.parameter("bias", $0.value) }
    let shape = Shape(input.shape.dimensions.dropLast() + [units])
    let value: ONNXValue
    if input.shape.rank == 1 {
      value = graph.add("Gemm", [input, weight] + (bias.map { [$0] } ?? []), shape: shape)
    } else {
      let product = graph.add("MatMul", [graph.channelsLast(input), weight], shape: shape)
      value = bias.map { graph.add("Add", [product, $0], shape: shape) } ?? product
    }
    return try graph.add(activation, named: nil, value)
  }
}

extension Embedding: ONNXWritable {
  /// As `Gather`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let weight = graph.parameter("weight", weight.value)
    let ids = graph.add(
      "Cast", [input], ["to": .int(Int(ElementType.int64.rawValue))], shape: input.shape)
    return graph.add(
      "Gather", [weight, ids], ["axis": .int(0)],
      shape: Shape(input.shape.dimensions + [features]))
  }
}

extension Flatten: ONNXWritable {
  /// As `Flatten`, of images with their channels last.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    graph.add(
      "Flatten", [graph.channelsLast(input)], ["axis": .int(1)], shape: [input.shape.count])
  }
}

extension Reshape: ONNXWritable {
  /// As `Reshape`, of images with their channels last.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue { graph.reshaped(input, to: target) }
}

extension ONNXGraph {
  /// The scalars of each sample in another shape.
  mutating func reshaped(_ value: ONNXValue, to target: Shape) -> ONNXValue {
    let shape = constant([0] + target.dimensions)
    return add("Reshape", [channelsLast(value), shape], shape: target, isChannelsFirst: false)
  }
}
