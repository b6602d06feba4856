import Autograd
import Layers
import Tensor

extension MaxPool2D: ONNXWritable {
  /// As `MaxPool`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    try graph.pooled(input, "MaxPool", window)
  }
}

extension AveragePool2D: ONNXWritable {
  /// As `AveragePool`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    try graph.pooled(
      input, "AveragePool", window, ["count_include_pad": .int(countsPadding ? 1 : 0)])
  }
}

extension GlobalAveragePool2D: ONNXWritable {
  /// As `GlobalAveragePool` and `Flatten`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue { graph.global(input, "GlobalAveragePool") }
}

extension GlobalMaxPool2D: ONNXWritable {
  /// As `GlobalMaxPool` and `Flatten`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue { graph.global(input, "GlobalMaxPool") }
}

extension AdaptiveAveragePool2D: ONNXWritable {
  /// As products with the shares that the pixels have in the bins, along both axes.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let images = graph.channelsFirst(input)
    let (height, width, channels) = (input.shape[0], input.shape[1], input.shape[2])
    let rows = graph.constant(Self.shares(of: height, in: size.height))
    let columns = graph.constant(Self.shares(of: width, in: size.width).transposed())
    let lines = graph.add(
      "MatMul", [rows, images], shape: [size.height, width, channels], isChannelsFirst: true)
    return graph.add("MatMul", [lines, columns], shape: [size.height, size.width, channels])
  }

  /// `[bins, pixels]`: bin i of n along an axis of s pixels is ⌊i s / n⌋ ..< ⌈(i + 1) s / n⌉.
  private static func shares(of pixels: Int, in bins: Int) -> Tensor {
    let rows = (0..<bins).map { bin -> [Float] in
      let range = bin * pixels / bins..<((bin + 1) * pixels + bins - 1) / bins
      return (0..<pixels).map { range.contains($0) ? 1 / Float(range.count) : 0 }
    }
    return Tensor(rows)
  }
}

extension ONNXGraph {
  fileprivate mutating func pooled(
    _ input: ONNXValue, _ type: String, _ window: SlidingWindow,
    _ more: [String: ONNXAttribute] = [:]
  ) throws(ShapeError) -> ONNXValue {
    let size = try window.size(on: input.shape)
    var attributes = window.attributes(on: input.shape).merging(more) { $1 }
    attributes["dilations"] = nil
    attributes["ceil_mode"] = .int(window.roundsUp && window.padding != .same ? 1 : 0)
    return add(
      type, [channelsFirst(input)], attributes, shape: [size.height, size.width, input.shape[2]])
  }

  fileprivate mutating func global(_ input: ONNXValue, _ type: String) -> ONNXValue {
    let channels = input.shape[-1]
    let pooled = add(type, [channelsFirst(input)], shape: [1, 1, channels])
    return add("Flatten", [pooled], ["axis": .int(1)], shape: [channels])
  }
}
