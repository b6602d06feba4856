import CLAPACKE

/// What LAPACK says of a call: 0 for success, otherwise the routine's `info`.
package typealias LAPACKInfo = Int

/// Replaces the lower triangle of the symmetric `n` × `n` matrix `a` by its Cholesky factor.
package func cholesky(_ a: UnsafeMutablePointer<Float>, n: Int) -> LAPACKInfo {
  let info = LAPACKE_spotrf(LAPACK_ROW_MAJOR, letter("L"), Int32(n), a, Int32(max(n, 1)))
  for row in 0..<n {
    for column in row + 1..<max(n, row + 1) { a[row * n + column] = 0 }
  }
  return Int(info)
}

/// Replaces `b` (`n` × `columns`) by the solution x of `a x = b`; destroys `a`.
package func solve(
  _ a: UnsafeMutablePointer<Float>, n: Int, _ b: UnsafeMutablePointer<Float>, columns: Int
) -> LAPACKInfo {
  withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(n, 1)) { pivots in
    Int(
      LAPACKE_sgesv(
        LAPACK_ROW_MAJOR, Int32(n), Int32(columns), a, Int32(max(n, 1)), pivots.baseAddress, b,
        Int32(max(columns, 1))))
  }
}

/// Replaces `b` (`n` × `columns`) by x of `l x = b`, or of `lᵀ x = b`, with `l` lower triangular.
package func solveTriangular(
  _ l: UnsafePointer<Float>, n: Int, transposed: Bool, _ b: UnsafeMutablePointer<Float>,
  columns: Int
) -> LAPACKInfo {
  Int(
    LAPACKE_strtrs(
      LAPACK_ROW_MAJOR, letter("L"), transposed ? letter("T") : letter("N"), letter("N"), Int32(n),
      Int32(columns), l, Int32(max(n, 1)), b, Int32(max(columns, 1))))
}

/// Eigenvalues, ascending, of a symmetric matrix, which is replaced by its eigenvectors (columns).
package func symmetricEigen(
  _ a: UnsafeMutablePointer<Float>, n: Int, values: UnsafeMutablePointer<Float>
) -> LAPACKInfo {
  Int(
    LAPACKE_ssyevd(
      LAPACK_ROW_MAJOR, letter("V"), letter("L"), Int32(n), a, Int32(max(n, 1)), values))
}

/// The thin singular value decomposition `a = u · diag(s) · vt`; destroys `a`.
package func singularValues(
  _ a: UnsafeMutablePointer<Float>, rows: Int, columns: Int, u: UnsafeMutablePointer<Float>,
  s: UnsafeMutablePointer<Float>, vt: UnsafeMutablePointer<Float>
) -> LAPACKInfo {
  let rank = min(rows, columns)
  return Int(
    LAPACKE_sgesdd(
      LAPACK_ROW_MAJOR, letter("S"), Int32(rows), Int32(columns), a, Int32(max(columns, 1)), s, u,
      Int32(max(rank, 1)), vt, Int32(max(columns, 1))))
}

/// The thin decomposition `a = q · r` of a `rows` × `columns` matrix: `a` is replaced by `q`
/// (`rows` × rank, stored with `columns` between rows), `r` is rank × `columns`.
package func orthogonalTriangular(
  _ a: UnsafeMutablePointer<Float>, rows: Int, columns: Int, r: UnsafeMutablePointer<Float>
) -> LAPACKInfo {
  let rank = min(rows, columns)
  let stride = Int32(max(columns, 1))
  return withScratch(max(rank, 1)) { tau in
    let info = LAPACKE_sgeqrf(LAPACK_ROW_MAJOR, Int32(rows), Int32(columns), a, stride, tau)
    guard info == 0 else { return Int(info) }
    for row in 0..<rank {
      for column in 0..<columns {
        r[row * columns + column] = column < row ? 0 : a[row * columns + column]
      }
    }
    return Int(
      LAPACKE_sorgqr(LAPACK_ROW_MAJOR, Int32(rows), Int32(rank), Int32(rank), a, stride, tau))
  }
}

/// A letter as LAPACK's C interface takes it.
func letter(_ scalar: Unicode.Scalar) -> CChar { CChar(scalar.value) }
