/// Products of as many pairs of matrices, one after another in memory, shared between the threads: each
/// is computed whole by one of them.
///
/// - Parameters:
///   - a: The first left matrix; the next ones follow it.
///   - b: The first right matrix; the next ones follow it.
///   - count: The number of pairs.
///   - c: The products, one after another.
package func batchMultiply(
  _ a: Matrix, _ b: Matrix, count: Int, into c: UnsafeMutablePointer<Float>
) {
  withSingleThreadedBLAS {
    Threads.forEach(count) { index in
      multiply(a.next(index), b.next(index), into: c + index * a.rows * b.columns)
    }
  }
}

extension Matrix {
  /// The matrix of the same form that follows after `index` − 1 others.
  fileprivate func next(_ index: Int) -> Matrix {
    let (stored, width) = isTransposed ? (columns, rows) : (rows, columns)
    let matrix = Matrix(pointer + index * rows * columns, stored, width)
    return isTransposed ? matrix.transposed : matrix
  }
}
