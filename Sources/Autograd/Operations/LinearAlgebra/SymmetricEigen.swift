import Kernels
import Tensor

extension Tensor {
  /// The eigenvalues, ascending, and the orthonormal eigenvectors (columns) of this symmetric matrix,
  /// of which only the lower triangle is read. Not differentiable.
  ///
  /// - Throws: ``LinearAlgebraError`` if the iteration does not converge.
  public func symmetricEigen() throws(LinearAlgebraError) -> (values: Tensor, vectors: Tensor) {
    let size = squareSize("symmetricEigen")
    var vectors = detached
    var info = 0
    let values = Tensor([size]) { values in
      info = vectors.mutateScalars { Kernels.symmetricEigen($0, n: size, values: values) }
    }
    guard info == 0 else {
      throw LinearAlgebraError("symmetricEigen", shape, "no convergence (LAPACK info \(info))")
    }
    return (values, vectors)
  }
}
