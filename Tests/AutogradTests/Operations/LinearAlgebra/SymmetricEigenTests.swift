import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SymmetricEigenTests {
  @Test func agreesWithNumPyAndMakesTheMatrixAgain() throws {
    let fixture = Fixture("LinearAlgebra/symmetricEigen")
    let (values, vectors) = try fixture["matrix"].symmetricEigen()
    expectClose(values, fixture["values"])
    expectClose((vectors * values).matmulTransposed(vectors), fixture["matrix"])
    expectClose(vectors.transposed().matmul(vectors), .identity(values.count))
  }

  @Test func readsTheLowerTriangleAlone() throws {
    let values = try Tensor([[2, 99], [1, 2]]).symmetricEigen().values
    expectClose(values, Tensor([1, 3]))
  }
}
