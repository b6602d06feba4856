import Basics
import Kernels
import Tensor

extension Tensor {
  /// The thin singular value decomposition `u · diag(s) · vᵀ` of this matrix: `u` is `[m, r]`, `s`
  /// `[r]`, descending, and `vTransposed` `[r, n]`, with r = min(m, n). Not differentiable.
  ///
  /// - Throws: ``LinearAlgebraError`` if the iteration does not converge.
  public func singularValueDecomposition() throws(LinearAlgebraError) -> (
    u: Tensor, s: Tensor, vTransposed: Tensor
  ) {
    require(rank == 2, "singularValueDecomposition: expected a matrix, got \(shape)")
    let rank = Swift.min(shape[0], shape[1])
    let (u, s, v) = (
      Storage(count: shape[0] * rank), Storage(count: rank), Storage(count: rank * shape[1])
    )
    var work = detached
    let info = work.mutateScalars {
      singularValues(
        $0, rows: shape[0], columns: shape[1], u: u.pointer, s: s.pointer,
        vt: v.pointer)
    }
    guard info == 0 else {
      throw LinearAlgebraError(
        "singularValueDecomposition", shape, "no convergence (LAPACK info \(info))")
    }
    return (
      Tensor(shape: [shape[0], rank], storage: u), Tensor(shape: [rank], storage: s),
      Tensor(shape: [rank, shape[1]], storage: v)
    )
  }
}
