import CLAPACKE

// What Gaussian processes need of LAPACK: their matrices are too near to singular for single
// precision.

/// Replaces the lower triangle of the symmetric `n` × `n` matrix `a` by its Cholesky factor; what is
/// above the diagonal stays.
package func cholesky(_ a: UnsafeMutablePointer<Double>, n: Int) -> LAPACKInfo {
  Int(LAPACKE_dpotrf(LAPACK_ROW_MAJOR, letter("L"), Int32(n), a, Int32(max(n, 1))))
}

/// Replaces the lower triangle of `l`, a Cholesky factor, by that of the inverse of `l lᵀ`.
package func inverse(ofCholesky l: UnsafeMutablePointer<Double>, n: Int) -> LAPACKInfo {
  Int(LAPACKE_dpotri(LAPACK_ROW_MAJOR, letter("L"), Int32(n), l, Int32(max(n, 1))))
}

/// Replaces `b` (`n` × `columns`) by x of `l x = b`, or of `lᵀ x = b`, with `l` lower triangular.
package func solveTriangular(
  _ l: UnsafePointer<Double>, n: Int, transposed: Bool, _ b: UnsafeMutablePointer<Double>,
  columns: Int
) -> LAPACKInfo {
  Int(
    LAPACKE_dtrtrs(
      LAPACK_ROW_MAJOR, letter("L"), transposed ? letter("T") : letter("N"), letter("N"), Int32(n),
      Int32(columns), l, Int32(max(n, 1)), b, Int32(max(columns, 1))))
}
