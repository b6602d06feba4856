import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

@Suite struct ReductionsTests {
  private let input = TestInput.floats(Tensor([[1, 2], [3, 4]]))

  @Test func alongOneAxis() throws {
    let cases: [(String, [Float])] = [
      ("ReduceMean", [1.5, 3.5]), ("ReduceMax", [2, 4]), ("ReduceMin", [1, 3]),
      ("ReduceProd", [2, 12]), ("ReduceL1", [3, 7]), ("ReduceL2", [2.236_068, 5]),
      ("ReduceSumSquare", [5, 25]), ("ReduceLogSum", [1.098_612_3, 1.945_910_1]),
      ("ReduceLogSumExp", [2.313_261_7, 4.313_262]),
    ]
    for (type, expected) in cases {
      expectClose(
        try output(of: type, [input], ["axes": .ints([1]), "keepdims": .int(0)]),
        Tensor(expected), type)
      expectClose(
        try output(of: type, [input, .integers([-1])], version: 18),
        Tensor(expected).reshaped(to: [2, 1]), type)
    }
  }

  @Test func alongAllOrNone() throws {
    #expect(try output(of: "ReduceSum", [input]) == Tensor([[10]]))
    #expect(
      try output(of: "ReduceSum", [input], ["noop_with_empty_axes": .int(1)])
        == Tensor([[1, 2], [3, 4]]))
    #expect(throws: (any Error).self) { try output(of: "ReduceSum", [input, .integers([2])]) }
    #expect(throws: (any Error).self) { try output(of: "ReduceSum", [input, .integers([0, -2])]) }
  }

  @Test func positions() throws {
    #expect(try output(of: "ArgMax", [input]) == Tensor([[1, 1]]))
    #expect(
      try output(of: "ArgMin", [input], ["axis": .int(1), "keepdims": .int(0)]) == Tensor([0, 0]))
  }
}
