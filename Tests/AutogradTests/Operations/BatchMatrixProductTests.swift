import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct BatchMatrixProductTests {
  private let inputs = samples([3, 2, 5], [3, 5, 4], [3, 4, 5])

  @Test func isOneProductAfterAnother() {
    let (a, b, c) = (inputs[0], inputs[1], inputs[2])
    for pair in 0..<3 {
      expectClose(a.batchMatmul(b)[pair], a[pair].matmul(b[pair]))
      expectClose(a.batchMatmulTransposed(c)[pair], a[pair].matmulTransposed(c[pair]))
    }
    #expect(Tensor.zeros([0, 2, 3]).batchMatmul(.zeros([0, 3, 4])) == .zeros([0, 2, 4]))
    #expect(Tensor.zeros([2, 2, 0]).batchMatmul(.zeros([2, 0, 4])) == .zeros([2, 2, 4]))
  }

  @Test func gradients() {
    expectDifferentiable(at: [inputs[0], inputs[1]]) { $0[0].batchMatmul($0[1]) }
    expectDifferentiable(at: [inputs[0], inputs[2]]) { $0[0].batchMatmulTransposed($0[1]) }
  }

  @Test func stopsWhereShapesDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3, 4]).batchMatmul(.zeros([2, 3, 4]))
    }
    #expect(
      message(of: result).contains("batchMatmul: shapes [2, 3, 4] and [2, 3, 4] do not fit"))
  }
}
