import Autograd
import Layers
import Tensor

extension BatchNorm: ONNXWritable {
  /// As `BatchNormalization` with the running statistics.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    guard input.shape.rank == 1 || input.shape.rank == 3 else {
      throw ShapeError("BatchNorm is written for images and vectors, got \(input.shape)")
    }
    let parameters = [
      graph.parameter("scale", scale.value), graph.parameter("shift", shift.value),
      graph.parameter("runningMean", runningMean.value),
      graph.parameter("runningVariance", runningVariance.value),
    ]
    return graph.add(
      "BatchNormalization", [graph.channelsFirst(input)] + parameters,
      ["epsilon": .float(epsilon), "momentum": .float(momentum)], shape: input.shape)
  }
}

extension LayerNorm: ONNXWritable {
  /// As `LayerNormalization` along the last axis.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let input = graph.channelsLast(input)
    return graph.add(
      "LayerNormalization",
      [input, graph.parameter("scale", scale.value), graph.parameter("shift", shift.value)],
      ["axis": .int(-1), "epsilon": .float(epsilon)], shape: input.shape)
  }
}

extension InstanceNorm: ONNXWritable {
  /// As `InstanceNormalization`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    guard input.shape.rank == 3 else {
      throw ShapeError("InstanceNorm is written for images, got \(input.shape)")
    }
    return graph.add(
      "InstanceNormalization",
      [
        graph.channelsFirst(input), graph.parameter("scale", scale.value),
        graph.parameter("shift", shift.value),
      ], ["epsilon": .float(epsilon)], shape: input.shape)
  }
}

extension GroupNorm: ONNXWritable {
  /// As `InstanceNormalization` of groups, a product and a sum: `GroupNormalization` has had two meanings.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    guard input.shape.rank == 1 || input.shape.rank == 3 else {
      throw ShapeError("GroupNorm is written for images and vectors, got \(input.shape)")
    }
    let input = graph.channelsFirst(input)
    let shape = input.shape
    let rows = graph.add(
      "Reshape", [input, graph.constant([0, groups, -1])], shape: [groups, shape.count / groups],
      isChannelsFirst: false)
    let one = graph.constant(Tensor.ones([groups]))
    let zero = graph.constant(Tensor.zeros([groups]))
    let normalized = graph.add(
      "InstanceNormalization", [rows, one, zero], ["epsilon": .float(epsilon)], shape: rows.shape)
    let sizes = shape.rank == 3 ? [shape[2], shape[0], shape[1]] : shape.dimensions
    let restored = graph.add(
      "Reshape", [normalized, graph.constant([0] + sizes)], shape: shape,
      isChannelsFirst: input.isChannelsFirst)
    let scale = graph.channelParameter("scale", scale.value, for: restored)
    let shift = graph.channelParameter("shift", shift.value, for: restored)
    return graph.add("Add", [graph.multiplied(restored, scale), shift], shape: shape)
  }
}
