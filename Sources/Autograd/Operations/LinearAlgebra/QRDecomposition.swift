import Basics
import Kernels
import Tensor

extension Tensor {
  /// The thin decomposition of this matrix into an orthonormal `q`, `[m, r]`, and an upper triangular
  /// `r`, `[r, n]`, with r = min(m, n). Not differentiable.
  public func qrDecomposition() -> (q: Tensor, r: Tensor) {
    require(rank == 2, "qrDecomposition: expected a matrix, got \(shape)")
    let rank = Swift.min(shape[0], shape[1])
    var q = detached
    let r = Tensor([rank, shape[1]]) { r in
      let info = q.mutateScalars {
        orthogonalTriangular($0, rows: shape[0], columns: shape[1], r: r)
      }
      require(info == 0, "qrDecomposition: LAPACK refused a \(shape) matrix (info \(info))")
    }
    return (q.slice(0..<rank, axis: 1), r)
  }
}
