import Autograd
import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

@Suite struct KnownPatternsTests {
  private func types(_ graph: TestGraph) throws -> [String] {
    let reader = try GraphReader(graph.model, output: nil, folder: nil)
    return reader.steps.flatMap { $0.nodes.map(\.node.type) }
  }

  private var gelu: TestGraph {
    var graph = TestGraph()
    graph.input("x", [nil])
    graph.initializer("root", Tensor(Float(2).squareRoot()))
    graph.initializer("one", Tensor(1))
    graph.initializer("half", Tensor(0.5))
    graph.add("Div", ["x", "root"], ["a"])
    graph.add("Erf", ["a"], ["b"])
    graph.add("Add", ["b", "one"], ["c"])
    graph.add("Mul", ["x", "c"], ["d"])
    graph.add("Mul", ["d", "half"], ["y"])
    graph.output("y")
    return graph
  }

  @Test func functionsAreJoined() throws {
    #expect(try types(gelu) == ["Gelu"])
    let x = Tensor([-1, 0, 2])
    expectClose(try gelu.read().outputs(for: ["x": x])["y"] ?? 0, x.gelu())
    var graph = TestGraph()
    graph.input("x", [nil])
    graph.add("Sigmoid", ["x"], ["s"])
    graph.add("Mul", ["s", "x"], ["m"])
    graph.add("Add", ["m", "x"], ["a"])
    graph.add("Relu", ["a"], ["y"])
    graph.output("y")
    #expect(try types(graph) == ["Swish", KnownPatterns.reluOfSum])
    expectClose(
      try graph.read().outputs(for: ["x": x])["y"] ?? 0, (x.silu() + x).relu())
  }

  @Test func whatIsTakenElsewhereStays() throws {
    var graph = gelu
    graph.output("d")
    #expect(try !types(graph).contains("Gelu"))
    graph = gelu
    graph.model.graph.initializer[2].floatData = [0.6]
    #expect(try !types(graph).contains("Gelu"))
  }
}
