import Files
import Foundation
import Tensor
import Testing

@testable import ONNXFiles

/// Files that are wrong, of which each is refused with the node or the tensor at fault.
@Suite struct GraphReaderTests {
  private func problem(_ graph: TestGraph) -> String {
    let error = #expect(throws: FileProblem.self) { try graph.read() }
    return error.map { "\($0)" } ?? ""
  }

  private var small: TestGraph {
    var graph = TestGraph()
    graph.input("x", [nil, 2])
    graph.initializer("w", Tensor([[1, 2], [3, 4]]))
    graph.add("MatMul", ["x", "w"], ["y"])
    graph.output("y")
    return graph
  }

  @Test func aSoundGraphIsRead() throws {
    #expect(try small.read().outputs(for: ["x": Tensor([[1, 1]])])["y"] == Tensor([[4, 6]]))
  }

  @Test func wrongGraphsAreNamed() {
    var graph = small
    graph.model.graph.initializer = []
    #expect(
      problem(graph)
        == "test.onnx: expected a tensor \"w\" that a node, an input or an initializer "
        + "gives, found none in node y (MatMul)")
    graph = small
    graph.add("Relu", ["b"], ["a"])
    graph.add("Relu", ["a"], ["b"])
    graph.add("Add", ["y", "b"], ["z"])
    graph.output("z")
    #expect(
      problem(graph) == "test.onnx: expected nodes without a cycle, found one in node a (Relu)")
    graph = small
    graph.add("Nonsense", ["y"], ["a"])
    graph.add("Other", ["a"], ["b"])
    graph.output("b")
    #expect(
      problem(graph)
        == "test.onnx: expected operators that ONNXFiles knows, found Nonsense (a), Other (b) "
        + "in the graph")
    graph = small
    graph.add("Relu", ["x"], ["y"])
    #expect(problem(graph).contains("found several for \"y\" in node y (Relu)"))
    graph = small
    graph.model.opsetImport = []
    #expect(problem(graph).contains("found no version"))
    graph = small
    graph.model.graph.output = []
    #expect(problem(graph).contains("expected a graph with an output"))
  }

  @Test func wrongTensorsAreNamed() {
    var graph = small
    graph.model.graph.initializer[0].dims = [1 << 15, 1 << 14]
    #expect(problem(graph).contains("expected tensors of at most"))
    #expect(problem(graph).hasSuffix("in tensor \"w\""))
    graph.model.graph.initializer[0].dims = [1 << 40, 1 << 40]
    #expect(problem(graph).hasSuffix("in tensor \"w\""))
    graph.model.graph.initializer[0].dims = [-1, 4]
    #expect(problem(graph).contains("expected sizes that are not negative"))
    graph.model.graph.initializer[0].dims = [3, 2]
    #expect(
      problem(graph) == "test.onnx: expected 6 numbers of scalars, found 4 in tensor \"w\"")
    graph.model.graph.initializer[0].dataType = 8
    #expect(problem(graph).contains("found one of type 8 in tensor \"w\""))
  }

  @Test func whatAGraphAsksForTakesNoMemory() throws {
    var graph = TestGraph()
    graph.initializer("sizes", [1 << 14, 1 << 14, 1 << 10])
    graph.input("x", [nil, 1])
    graph.add("ConstantOfShape", ["sizes"], ["a"])
    graph.add("Add", ["x", "a"], ["y"])
    graph.output("y")
    var model = try graph.read()
    let error = #expect(throws: ShapeError.self) { try model.build(for: [1]) }
    #expect(error?.path == ["node a (ConstantOfShape)"])
  }

  @Test func constantPartsAreComputedOnce() throws {
    var graph = TestGraph()
    graph.input("x", [nil, 2])
    graph.initializer("a", Tensor(2))
    graph.initializer("b", Tensor(3))
    graph.add("Mul", ["a", "b"], ["c"])
    graph.add("Mul", ["x", "c"], ["y"])
    graph.output("y")
    let reader = try GraphReader(graph.model, output: nil, folder: nil)
    #expect(reader.steps.count == 1)
    #expect(reader.parameters.isEmpty)
    #expect(try graph.read().outputs(for: ["x": Tensor([[1, 2]])])["y"] == Tensor([[6, 12]]))
  }

  @Test func whatLeadsToAnOutputIsReadAlone() throws {
    var graph = small
    graph.add("Nonsense", ["y"], ["z"])
    graph.model.graph.output = []
    graph.output("z")
    #expect(try graph.read(output: "y").outputs.map(\.name) == ["y"])
  }
}
