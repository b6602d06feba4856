import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SingularValueDecompositionTests {
  @Test(arguments: ["tall", "wide", "square"])
  func agreesWithNumPyAndMakesTheMatrixAgain(_ name: String) throws {
    let fixture = Fixture("LinearAlgebra/\(name)")
    let (u, s, v) = try fixture["matrix"].singularValueDecomposition()
    expectClose(s, fixture["singularValues"])
    expectClose((u * s).matmul(v), fixture["matrix"])
    expectClose(u.transposed().matmul(u), .identity(s.count))
    expectClose(v.matmulTransposed(v), .identity(s.count))
  }
}
