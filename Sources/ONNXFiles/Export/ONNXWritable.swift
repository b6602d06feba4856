import Layers
import Tensor

/// A layer that says how it is written to an ONNX file; all of this library's do.
///
/// ```swift
/// extension ChannelScale: ONNXWritable {
///   func write(
///     _ input: ONNXValue, to graph: inout ONNXGraph
///   ) throws(ShapeError) -> ONNXValue {
///     // The channels are the last axis, as in the layer.
///     let input = graph.channelsLast(input)
///     let factor = graph.parameter("factor", factor.value)
///     return graph.add("Mul", [input, factor], shape: input.shape)
///   }
/// }
/// ```
///
/// Operators are those of ONNX at version 17, <https://onnx.ai/onnx/operators>.
public protocol ONNXWritable: Layer {
  /// Adds the nodes that compute what the layer does at inference.
  ///
  /// - Parameters:
  ///   - input: What the layer gets.
  ///   - graph: What nodes and parameters are added to, in the layer's place.
  /// - Returns: What the layer gives.
  /// - Throws: `ShapeError` if the layer, or a part of it, cannot be written.
  func write(_ input: ONNXValue, to graph: inout ONNXGraph) throws(ShapeError) -> ONNXValue
}
