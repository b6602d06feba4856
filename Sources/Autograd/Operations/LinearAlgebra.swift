import Kernels
import Tensor

/// A matrix for which a decomposition does not exist or was not found.
public struct LinearAlgebraError: Error, Equatable, CustomStringConvertible {
  /// What was found and what was expected.
  public let description: String

  init(_ operation: String, _ shape: Shape, _ reason: String) {
    description = "\(operation) of a \(shape) matrix: \(reason)"
  }
}

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
    let info = factor.withUnsafeMutableScalars { Kernels.cholesky($0.baseAddress!, n: size) }
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

  /// The x with `self · x = b`, for `b` of shape `[n, m]`, by LU decomposition with pivoting.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is singular.
  public func solving(_ b: Tensor) throws(LinearAlgebraError) -> Tensor {
    let size = squareSize("solving")
    require(
      b.rank == 2 && b.shape[0] == size, "solving: a \(shape) matrix and right side \(b.shape)")
    let matrix = detached
    guard let x = matrix.solution(b.detached) else {
      throw LinearAlgebraError("solving", shape, "singular")
    }
    return x.derived(from: [self, b]) { gradient in
      // dB = A⁻ᵀ dX and dA = −dB Xᵀ; Aᵀ is regular because A is.
      guard let right = matrix.transposed().solution(gradient) else { return [nil, nil] }
      return [-right.matmulTransposed(x), right]
    }
  }

  /// The eigenvalues, ascending, and the orthonormal eigenvectors (columns) of this symmetric matrix,
  /// of which only the lower triangle is read. Not differentiable.
  ///
  /// - Throws: ``LinearAlgebraError`` if the iteration does not converge.
  public func symmetricEigen() throws(LinearAlgebraError) -> (values: Tensor, vectors: Tensor) {
    let size = squareSize("symmetricEigen")
    var vectors = detached
    var info = 0
    let values = Tensor([size]) { values in
      info = vectors.withUnsafeMutableScalars {
        Kernels.symmetricEigen($0.baseAddress!, n: size, values: values)
      }
    }
    guard info == 0 else {
      throw LinearAlgebraError("symmetricEigen", shape, "no convergence (LAPACK info \(info))")
    }
    return (values, vectors)
  }

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
    let info = work.withUnsafeMutableScalars {
      singularValues(
        $0.baseAddress!, rows: shape[0], columns: shape[1], u: u.pointer, s: s.pointer,
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

  /// The thin decomposition of this matrix into an orthonormal `q`, `[m, r]`, and an upper triangular
  /// `r`, `[r, n]`, with r = min(m, n). Not differentiable.
  public func qrDecomposition() -> (q: Tensor, r: Tensor) {
    require(rank == 2, "qrDecomposition: expected a matrix, got \(shape)")
    let rank = Swift.min(shape[0], shape[1])
    var q = detached
    let r = Tensor([rank, shape[1]]) { r in
      let info = q.withUnsafeMutableScalars {
        orthogonalTriangular($0.baseAddress!, rows: shape[0], columns: shape[1], r: r)
      }
      require(info == 0, "qrDecomposition: LAPACK refused a \(shape) matrix (info \(info))")
    }
    return (q.slice(0..<rank, axis: 1), r)
  }

  private func squareSize(_ operation: String) -> Int {
    require(
      rank == 2 && shape[0] == shape[1], "\(operation): expected a square matrix, got \(shape)")
    return shape[0]
  }

  /// The lower triangle, its diagonal times `diagonal`, zeros above.
  private func lowerTriangle(diagonal: Float) -> Tensor {
    let size = shape[0]
    let index = Tensor.range(0..<size)
    let row = index.reshaped(to: [size, 1])
    return self * ((row .> index) + (row .== index) * diagonal)
  }

  private func solution(_ b: Tensor) -> Tensor? {
    var (work, result) = (self, b)
    let info = work.withUnsafeMutableScalars { a in
      result.withUnsafeMutableScalars {
        solve(a.baseAddress!, n: shape[0], $0.baseAddress!, columns: b.shape[1])
      }
    }
    return info == 0 ? result : nil
  }

  /// x of `self · x = b`, or of `selfᵀ · x = b`, this being lower triangular.
  private func solvingTriangular(_ b: Tensor, transposed: Bool) -> Tensor {
    var result = b
    let columns = b.shape[1]
    let info = result.withUnsafeMutableScalars { b in
      withUnsafeScalars {
        solveTriangular(
          $0.baseAddress!, n: shape[0], transposed: transposed, b.baseAddress!,
          columns: columns)
      }
    }
    require(info == 0, "solvingTriangular: a zero on the diagonal, row \(info - 1)")
    return result
  }
}
