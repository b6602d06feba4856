import CKernels

/// The mean and the biased variance of each column of a `rows` × `columns` matrix, in one pass.
///
/// Sums are of the distances to the first row, which is as near to the mean as any row is: so the
/// squares do not cancel out.
package func columnMoments(
  _ x: UnsafePointer<Float>, rows: Int, columns: Int, mean: UnsafeMutablePointer<Float>,
  variance: UnsafeMutablePointer<Float>
) {
  sumColumns(rows: rows, columns: columns, into: (mean, variance)) { part, sums, squares in
    columnLoops.moments(x + part.lowerBound * columns, part.count, columns, x, sums, squares)
  }
  let share = 1 / Float(rows)
  for j in 0..<columns {
    let distance = mean[j] * share
    mean[j] = x[j] + distance
    variance[j] = max(0, variance[j] * share - distance * distance)
  }
}

/// `y = x · scale + shift`, each column with its own scale and shift.
package func scaleColumns(
  _ x: UnsafePointer<Float>, rows: Int, columns: Int, scale: UnsafePointer<Float>,
  shift: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>
) {
  Threads.forEachRange(rows, grain: max(1, (1 << 15) / max(columns, 1))) { range in
    let start = range.lowerBound * columns
    columnLoops.scale(x + start, range.count, columns, scale, shift, y + start)
  }
}

/// Σ g and Σ g · (x − mean) · inverse of each column: the gradients of batch norm's shift and scale.
///
/// - Parameter gate: What of the gradient is g; nil for all.
package func normalizationSums(
  _ x: UnsafePointer<Float>, gradient: UnsafePointer<Float>, rows: Int, columns: Int,
  gate: ColumnGate? = nil, statistics: (mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>),
  into sums: (shift: UnsafeMutablePointer<Float>, scale: UnsafeMutablePointer<Float>)
) {
  sumColumns(rows: rows, columns: columns, into: sums) { part, first, second in
    let start = part.lowerBound * columns
    withGate(gate) {
      columnLoops.gradientSums(
        x + start, gradient + start, part.count, columns, statistics.mean, $0, first, second)
    }
  }
  for j in 0..<columns { sums.scale[j] *= statistics.inverse[j] }
}

/// `y = a · g + b · x + c`, each column with its own three factors: batch norm's input gradient.
package func combineColumns(
  gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>, rows: Int, columns: Int,
  gate: ColumnGate? = nil,
  factors: (a: UnsafePointer<Float>, b: UnsafePointer<Float>, c: UnsafePointer<Float>),
  into y: UnsafeMutablePointer<Float>
) {
  Threads.forEachRange(rows, grain: max(1, (1 << 15) / max(columns, 1))) { range in
    let start = range.lowerBound * columns
    withGate(gate) {
      columnLoops.combine(
        gradient + start, x + start, range.count, columns, factors.a, factors.b, factors.c, $0,
        y + start)
    }
  }
}

/// Calls `body` with the gate's address, or nil if there is none.
private func withGate(_ gate: ColumnGate?, _ body: (UnsafePointer<ColumnGate>?) -> Void) {
  guard let gate else { return body(nil) }
  withUnsafePointer(to: gate) { body($0) }
}

/// Two sums of each column, of which `body` writes those of some rows. Short pieces in single precision,
/// shared between the threads, their sums in order.
private func sumColumns(
  rows: Int, columns: Int, into sums: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>),
  _ body: (Range<Int>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
) {
  let pieceRows = 128
  let pieces = max(1, (rows + pieceRows - 1) / pieceRows)
  withScratch(2 * pieces * columns) { partial in
    let (first, second) = (partial, partial + pieces * columns)
    Threads.forEachRange(pieces, grain: max(1, (1 << 15) / max(columns * pieceRows, 1))) {
      for piece in $0 {
        body(
          piece * pieceRows..<min(rows, (piece + 1) * pieceRows), first + piece * columns,
          second + piece * columns)
      }
    }
    columnSums(first, rows: pieces, columns: columns, into: sums.0)
    columnSums(second, rows: pieces, columns: columns, into: sums.1)
  }
}

/// The loops by the instructions of this processor.
private let columnLoops = columnFunctions(Instructions.best.value)!.pointee
