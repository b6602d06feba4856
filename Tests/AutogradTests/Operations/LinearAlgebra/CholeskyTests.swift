import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct CholeskyTests {
  private let fixture = Fixture("LinearAlgebra/cholesky")

  @Test func agreesWithPyTorch() throws {
    let matrix = fixture["matrix"]
    expectClose(try matrix.cholesky(), fixture["output"])
    let slope = try gradient(at: [matrix]) { try ($0[0].cholesky() * fixture["seed"]).sum() }
    expectClose(slope[0], fixture["gradient.matrix"])
  }

  @Test func theFactorsProductIsTheMatrix() throws {
    let factor = try fixture["matrix"].cholesky()
    expectClose(factor.matmulTransposed(factor), fixture["matrix"])
  }

  @Test func gradients() {
    expectDifferentiable(at: [fixture["matrix"]]) { inputs in
      (try? inputs[0].cholesky()) ?? .zeros(inputs[0].shape)
    }
  }

  @Test func throwsWhereThereIsNone() {
    let error = #expect(throws: LinearAlgebraError.self) {
      try Tensor([[1, 0], [0, -1]]).cholesky()
    }
    #expect(
      error?.description == "cholesky of a [2, 2] matrix: not positive definite, the leading minor "
        + "of order 2 fails")
  }
}
