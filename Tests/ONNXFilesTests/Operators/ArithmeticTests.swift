import Autograd
import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

@Suite struct ArithmeticTests {
  private let a = TestInput.floats(Tensor([[-2, 0], [1, 4]]))
  private let row = TestInput.floats(Tensor([2, 4]))

  @Test func functionsOfTwo() throws {
    let cases: [(String, [[Float]])] = [
      ("Add", [[0, 4], [3, 8]]), ("Sub", [[-4, -4], [-1, 0]]), ("Mul", [[-4, 0], [2, 16]]),
      ("Div", [[-1, 0], [0.5, 1]]), ("Pow", [[4, 0], [1, 256]]), ("Min", [[-2, 0], [1, 4]]),
      ("Max", [[2, 4], [2, 4]]), ("Sum", [[0, 4], [3, 8]]), ("Mean", [[0, 2], [1.5, 4]]),
    ]
    for (type, expected) in cases {
      #expect(try output(of: type, [a, row]) == Tensor(expected), "\(type)")
    }
    #expect(try output(of: "Pow", [a, .floats(Tensor(2))]) == Tensor([[4, 0], [1, 16]]))
  }

  @Test func functionsOfOne() throws {
    let input = TestInput.floats(Tensor([0.25, 1.5, 2.5]))
    let cases: [(String, [Float])] = [
      ("Sqrt", [0.5, 1.224_744_9, 1.581_138_8]), ("Neg", [-0.25, -1.5, -2.5]),
      ("Reciprocal", [4, 2.0 / 3, 0.4]), ("Floor", [0, 1, 2]), ("Ceil", [1, 2, 3]),
      ("Round", [0, 2, 2]), ("Sign", [1, 1, 1]), ("Abs", [0.25, 1.5, 2.5]),
      ("Erf", [0.276_326_4, 0.966_105_15, 0.999_593]),
    ]
    for (type, expected) in cases {
      expectClose(try output(of: type, [input]), Tensor(expected), type)
    }
  }

  @Test func integersAreComputedWithoutRounding() throws {
    var graph = TestGraph()
    graph.input("x", [nil])
    graph.initializer("big", [1 << 40])
    graph.initializer("three", [3])
    graph.add("Add", ["big", "three"], ["sum"])
    graph.add("Mod", ["sum", "three"], ["rest"])
    graph.add("Cast", ["rest"], ["floats"], ["to": .int(1)])
    graph.add("Mul", ["x", "floats"], ["y"])
    graph.output("y")
    #expect(try graph.read().outputs(for: ["x": Tensor([5])])["y"] == Tensor([5]))
  }

  @Test func shapesAndDivisorsThatDoNotFit() {
    #expect(throws: (any Error).self) { try output(of: "Add", [a, .floats(Tensor([1, 2, 3]))]) }
    #expect(throws: (any Error).self) { try output(of: "Div", [.integers([1]), .integers([0])]) }
  }
}
