/// The mean and the biased variance of each column of a `rows` × `columns` matrix, in two passes.
package func columnMoments(
  _ x: UnsafePointer<Float>, rows: Int, columns: Int, mean: UnsafeMutablePointer<Float>,
  variance: UnsafeMutablePointer<Float>
) {
  let share = 1 / Float(rows)
  columnSums(x, rows: rows, columns: columns, into: mean)
  for j in 0..<columns { mean[j] *= share }
  accumulateColumns(rows: rows, columns: columns, into: variance) { row, block in
    let source = x + row * columns
    for j in 0..<columns {
      let difference = source[j] - mean[j]
      block[j] += difference * difference
    }
  }
  for j in 0..<columns { variance[j] *= share }
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
  mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>,
  shiftGradient: UnsafeMutablePointer<Float>, scaleGradient: UnsafeMutablePointer<Float>
) {
  columnSums(gradient, rows: rows, columns: columns, into: shiftGradient)
  accumulateColumns(rows: rows, columns: columns, into: scaleGradient) { row, block in
    let source = x + row * columns
    let g = gradient + row * columns
    for j in 0..<columns { block[j] += g[j] * (source[j] - mean[j]) }
  }
  for j in 0..<columns { scaleGradient[j] *= inverse[j] }
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

/// Sums what `add` contributes for each row: short blocks in single precision, pieces of fixed size
/// shared between the threads, their sums in order.
@inline(__always)
private func accumulateColumns(
  rows: Int, columns: Int, into y: UnsafeMutablePointer<Float>,
  _ add: (Int, UnsafeMutablePointer<Float>) -> Void
) {
  let pieceRows = 128
  let pieces = max(1, (rows + pieceRows - 1) / pieceRows)
  withScratch(pieces * columns) { partial in
    Threads.forEachRange(pieces, grain: max(1, (1 << 15) / max(columns * pieceRows, 1))) {
      for piece in $0 {
        let block = partial + piece * columns
        block.initialize(repeating: 0, count: columns)
        for row in piece * pieceRows..<min(rows, (piece + 1) * pieceRows) { add(row, block) }
      }
    }
    columnSums(partial, rows: pieces, columns: columns, into: y)
  }
}
