import Layers
import Tensor
import Testing

@testable import ONNXFiles

@Suite struct DenseONNXTests {
  @Test func vectors() throws {
    try expectRoundTrip(Dense(3, activation: .relu), input: [4])
    try expectRoundTrip(Dense(3, usesBias: false), input: [4])
  }

  @Test func shapes() throws {
    try expectRoundTrip(
      Sequential {
        Conv2D(2, kernel: 2)
        Flatten()
        Dense(6)
        Reshape([1, 2, 3])
        Conv2D(2, kernel: 1)
      }, input: [3, 4, 2])
  }

  @Test func ids() throws {
    var layer = Embedding(5, features: 3)
    try layer.build(for: [2])
    var graph = ONNXGraph()
    let input = graph.input("input", [2], isChannelsFirst: false)
    #expect(try graph.add(layer, named: nil, input).shape == [2, 3])
    #expect(graph.nodes.map(\.opType) == ["Cast", "Gather"])
  }
}
