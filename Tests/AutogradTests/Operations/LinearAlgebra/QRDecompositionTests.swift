import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct QRDecompositionTests {
  @Test(arguments: ["tall", "wide", "square"])
  func agreesWithNumPyAndMakesTheMatrixAgain(_ name: String) {
    let fixture = Fixture("LinearAlgebra/\(name)")
    let (q, r) = fixture["matrix"].qrDecomposition()
    expectClose(q.matmul(r), fixture["matrix"])
    let size = r.shape[0]
    expectClose(q.transposed().matmul(q), .identity(size))
    let square = r.slice(0..<size, axis: 1)
    expectClose((square * .identity(size)).sum(axes: [1]).abs(), fixture["diagonal"])
    for row in 0..<size {
      for column in 0..<row { #expect(r[scalarAt: row, column] == 0) }
    }
  }
}
