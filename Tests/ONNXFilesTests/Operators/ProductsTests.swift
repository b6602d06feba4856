import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

@Suite struct ProductsTests {
  private let a = Tensor([[1, 2], [3, 4]])
  private let b = Tensor([[0, 1], [1, 0]])

  @Test func matrices() throws {
    #expect(try output(of: "MatMul", [.floats(a), .floats(b)]) == Tensor([[2, 1], [4, 3]]))
    #expect(try output(of: "MatMul", [.floats(a), .floats(Tensor([1, 1]))]) == Tensor([3, 7]))
    #expect(try output(of: "MatMul", [.floats(Tensor([1, 1])), .floats(a)]) == Tensor([4, 6]))
    let stack = TestInput.floats(.stacked([a, b]))
    #expect(
      try output(of: "MatMul", [stack, .floats(b)])
        == .stacked([Tensor([[2, 1], [4, 3]]), .identity(2)]))
    #expect(
      try output(of: "MatMul", [.floats(b), stack])
        == .stacked([Tensor([[3, 4], [1, 2]]), .identity(2)]))
    #expect(throws: (any Error).self) {
      try output(of: "MatMul", [.floats(a), .floats(Tensor([1, 2, 3]))])
    }
  }

  @Test func withFactorsAndATerm() throws {
    #expect(
      try output(
        of: "Gemm", [.floats(a), .floats(a), .floats(Tensor([1, 2]))], ["transB": .int(1)])
        == Tensor([[6, 13], [12, 27]]))
    #expect(
      try output(
        of: "Gemm", [.floats(a), .floats(b), .floats(Tensor(2))],
        ["transA": .int(1), "alpha": .float(2), "beta": .float(3)])
        == Tensor([[12, 8], [14, 10]]))
    #expect(throws: (any Error).self) {
      try output(of: "Gemm", [.floats(a), .floats(b), .floats(Tensor([1, 2, 3]))])
    }
  }
}
