import Autograd
import Foundation
import Layers
import ONNXFiles
import Tensor
import Testing

/// A layer of somebody's own.
private struct ChannelScale: Layer, ONNXWritable {
  var factor = Parameter { input, _ in .ones([input[-1]]) }
  static var parts: [Part<ChannelScale>] { [Part("factor", \.factor)] }
  func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }

  func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let input = graph.channelsLast(input)
    let factor = graph.parameter("factor", factor.value)
    return graph.add("Mul", [input, factor], shape: input.shape)
  }
}

@Suite struct ONNXWritableTests {
  @Test func aLayerSaysHowItIsWritten() throws {
    try expectRoundTrip(
      Sequential {
        Conv2D(2, kernel: 2)
        ChannelScale()
        Conv2D(3, kernel: 1)
      }, input: [3, 4, 2])
  }
}
