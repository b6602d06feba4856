import Foundation
import Layers
import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

/// Builds a layer, writes it, reads what was written, and compares parameters and values; what ONNX Runtime
/// makes of such files is judged by `ONNXComparison exports` in Benchmarks.
func expectRoundTrip(
  _ layer: some Layer, input: Shape, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var layer = layer
  let output = try layer.build(for: input)
  var random = SeededGenerator(seed: 3)
  layer.forEachParameter { path, parameter in
    let isPositive = path.hasSuffix("runningVariance")
    parameter.value = .uniform(
      parameter.value.shape, in: isPositive ? 0.5..<1 : -1..<1, using: &random)
  }
  let values = Tensor.uniform(input.prepending(2), in: -2..<2, using: &random)
  for order in [ONNXModel.ImageOrder.channelsLast, .channelsFirst] {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).onnx")
    defer { try? FileManager.default.removeItem(at: url) }
    try layer.writeONNX(to: url, input: input, imageOrder: order)
    var model = try ONNXModel(contentsOf: url, imageOrder: order)
    #expect(try model.build(for: input) == output, sourceLocation: sourceLocation)
    #expect(
      Set(model.parameters.map(\.path)) == Set(layer.parameters.map(\.path)),
      sourceLocation: sourceLocation)
    expectClose(
      model(values), layer(values), "\(order)", tolerance: 2e-6, sourceLocation: sourceLocation)
  }
}
