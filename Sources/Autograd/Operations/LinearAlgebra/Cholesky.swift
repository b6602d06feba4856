import Basics
import Kernels
import Tensor

extension Tensor {
  /// The lower triangular L with `L Lᵀ` equal to this symmetric positive definite matrix, of which
  /// only the lower triangle is read.
  ///
  /// The gradient is that of Murray, "Differentiation of the Cholesky decomposition", 2016, eq. 10.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is not positive definite.
  public func cholesky() throws(LinearAlgebraError) -> Tensor {
    let size = squareSize("cholesky")
    var factor = detached
    let info = factor.mutateScalars { Kernels.cholesky($0, n: size) }
    guard info == 0 else {
      throw LinearAlgebraError(
        "cholesky", shape, "not positive definite, the leading minor of order \(info) fails")
    }
    let lower = factor
    return factor.derived(from: self) { gradient in
      // Φ takes the lower triangle with half the diagonal: dA = sym(L⁻ᵀ Φ(Lᵀ dL) L⁻¹).
      let half = lower.transposed().matmul(gradient).lowerTriangle(diagonal: 0.5)
      let left = lower.solvingTriangular(half, transposed: true)
      let inner = lower.solvingTriangular(left.transposed(), transposed: true).transposed()
      // Only the lower triangle is read, so an off-diagonal entry stands for both of its places.
      let symmetric = (inner + inner.transposed()) * 0.5
      return (symmetric * 2).lowerTriangle(diagonal: 0.5)
    }
  }

  /// The lower triangle, its diagonal times `diagonal`, zeros above.
  private func lowerTriangle(diagonal: Float) -> Tensor {
    let size = shape[0]
    let index = Tensor.range(0..<size)
    let row = index.reshaped(to: [size, 1])
    return self * ((row .> index) + (row .== index) * diagonal)
  }

  /// x of `self · x = b`, or of `selfᵀ · x = b`, this being lower triangular.
  private func solvingTriangular(_ b: Tensor, transposed: Bool) -> Tensor {
    var result = b
    let columns = b.shape[1]
    let info = result.mutateScalars { b in
      withScalars(self) {
        solveTriangular($0, n: shape[0], transposed: transposed, b, columns: columns)
      }
    }
    require(info == 0, "solvingTriangular: a zero on the diagonal, row \(info - 1)")
    return result
  }
}
