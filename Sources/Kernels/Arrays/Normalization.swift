import Lanes

/// The mean and the biased variance of each column of a `rows` × `columns` matrix, in one pass.
///
/// Sums are of the distances to the first row, which is as near to the mean as any row is: so the
/// squares do not cancel out.
package func columnMoments(
  _ x: UnsafePointer<Float>, rows: Int, columns: Int, mean: UnsafeMutablePointer<Float>,
  variance: UnsafeMutablePointer<Float>
) {
  sumColumns(rows: rows, columns: columns, into: (mean, variance)) { row, column, lanes in
    let distance = load(x + row * columns + column, lanes) - load(x + column, lanes)
    return (distance, distance * distance)
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
    for row in range {
      let source = x + row * columns
      let target = y + row * columns
      for j in 0..<columns { target[j] = source[j] * scale[j] + shift[j] }
    }
  }
}

/// Σ g and Σ g · (x − mean) · inverse of each column: the gradients of batch norm's shift and scale.
package func normalizationSums(
  _ x: UnsafePointer<Float>, gradient: UnsafePointer<Float>, rows: Int, columns: Int,
  statistics: (mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>),
  into sums: (shift: UnsafeMutablePointer<Float>, scale: UnsafeMutablePointer<Float>)
) {
  sumColumns(rows: rows, columns: columns, into: sums) { row, column, lanes in
    let g = load(gradient + row * columns + column, lanes)
    let distance = load(x + row * columns + column, lanes) - load(statistics.mean + column, lanes)
    return (g, g * distance)
  }
  for j in 0..<columns { sums.scale[j] *= statistics.inverse[j] }
}

/// `y = a · g + b · x + c`, each column with its own three factors: batch norm's input gradient.
package func combineColumns(
  gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>, rows: Int, columns: Int,
  factors: (a: UnsafePointer<Float>, b: UnsafePointer<Float>, c: UnsafePointer<Float>),
  into y: UnsafeMutablePointer<Float>
) {
  Threads.forEachRange(rows, grain: max(1, (1 << 15) / max(columns, 1))) { range in
    for row in range {
      let g = gradient + row * columns
      let source = x + row * columns
      let target = y + row * columns
      for j in 0..<columns {
        target[j] = factors.a[j] * g[j] + factors.b[j] * source[j] + factors.c[j]
      }
    }
  }
}

/// Two sums of each column: of what `terms` gives for a row and eight columns from the given one. Short
/// pieces in single precision, shared between the threads, their sums in order.
@inline(__always)
private func sumColumns(
  rows: Int, columns: Int, into sums: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>),
  _ terms: (Int, Int, Int) -> (SIMD8<Float>, SIMD8<Float>)
) {
  let pieceRows = 128
  let pieces = max(1, (rows + pieceRows - 1) / pieceRows)
  withScratch(2 * pieces * columns) { partial in
    let (first, second) = (partial, partial + pieces * columns)
    Threads.forEachRange(pieces, grain: max(1, (1 << 15) / max(columns * pieceRows, 1))) {
      for piece in $0 {
        forEachLanes(columns) { column, lanes in
          var (a, b) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
          for row in piece * pieceRows..<min(rows, (piece + 1) * pieceRows) {
            let (x, y) = terms(row, column, lanes)
            a += x
            b += y
          }
          store(a, first + piece * columns + column, lanes)
          store(b, second + piece * columns + column, lanes)
        }
      }
    }
    columnSums(first, rows: pieces, columns: columns, into: sums.0)
    columnSums(second, rows: pieces, columns: columns, into: sums.1)
  }
}
