import Autograd
import Layers
import Tensor

extension ZeroPad2D: ONNXWritable {
  /// As `Pad`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    graph.padded(input, "constant", [top, left, bottom, right])
  }
}

extension ReflectPad2D: ONNXWritable {
  /// As `Pad` with mode `reflect`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    graph.padded(input, "reflect", [top, left, bottom, right])
  }
}

extension UpSample2D: ONNXWritable {
  /// As `Resize`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let scales = graph.constant(Tensor([1, 1, Float(factor.height), Float(factor.width)]))
    // The second input is for a mode that needs a region.
    let none = ONNXValue(name: "", shape: [])
    let (height, width) = (input.shape[0] * factor.height, input.shape[1] * factor.width)
    return graph.add(
      "Resize", [graph.channelsFirst(input), none, scales],
      interpolation == .nearest
        ? [
          "mode": .string("nearest"), "nearest_mode": .string("floor"),
          "coordinate_transformation_mode": .string("asymmetric"),
        ]
        : [
          "mode": .string("linear"),
          "coordinate_transformation_mode": .string("half_pixel"),
        ], shape: [height, width, input.shape[2]])
  }
}

extension ONNXGraph {
  /// Rows above, columns left, rows below and columns right.
  fileprivate mutating func padded(
    _ input: ONNXValue, _ mode: String, _ pads: [Int]
  ) -> ONNXValue {
    let all = constant([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]])
    let (height, width) = (input.shape[0] + pads[0] + pads[2], input.shape[1] + pads[1] + pads[3])
    return add(
      "Pad", [channelsFirst(input), all], ["mode": .string(mode)],
      shape: [height, width, input.shape[2]])
  }
}
