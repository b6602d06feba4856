import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct MatrixProductTests {
  private let inputs = samples([3, 4], [4, 2], [2, 4])

  @Test func multipliesRowsByColumns() {
    let (a, b) = (Tensor([[1, 2, 3], [4, 5, 6]]), Tensor([[1, 0], [0, 1], [2, 3]]))
    #expect(a.matmul(b) == Tensor([[7, 11], [16, 23]]))
    #expect(a.matmulTransposed(b.transposed()) == a.matmul(b))
    #expect(Tensor.zeros([2, 0]).matmul(.zeros([0, 3])) == .zeros([2, 3]))
  }

  @Test func gradients() {
    expectDifferentiable(at: [inputs[0], inputs[1]]) { $0[0].matmul($0[1]) }
    expectDifferentiable(at: [inputs[0], inputs[2]]) { $0[0].matmulTransposed($0[1]) }
    expectDifferentiable(at: samples([3, 3])) { $0[0].matmul($0[0]) }
  }

  /// Sizes beyond what one thread multiplies alone.
  @Test func theThreadsDoNotChangeABit() {
    let large = samples([300, 700], [700, 260])
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    ThreadPool.threadCount = 1
    let single = large[0].matmul(large[1])
    ThreadPool.threadCount = 5
    #expect(large[0].matmul(large[1]) == single)
    let row = (large[0][7].reshaped(to: [700, 1]) * large[1]).sum(axes: [0])
    expectClose(single[7], row)
  }

  @Test func stopsAtShapesThatDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).matmul(.zeros([2, 3]))
    }
    #expect(message(of: result).contains("matmul: shapes [2, 3] and [2, 3] do not fit"))
  }
}
