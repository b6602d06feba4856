/// Rows that are added in single precision before the partial sums are added in double.
private let sumBlock = 128

/// Sums `x` along the middle axis of `shape` into `y`, of `outer · inner` scalars.
package func sum(
  _ x: UnsafePointer<Float>, _ shape: ReductionShape, into y: UnsafeMutablePointer<Float>
) {
  if shape.inner == 1 {
    Threads.forEachRange(shape.outer, grain: max(1, (1 << 15) / max(shape.reduced, 1))) { range in
      for row in range { y[row] = sum(x + row * shape.reduced, count: shape.reduced) }
    }
  } else if shape.outer == 1 {
    columnSums(x, rows: shape.reduced, columns: shape.inner, into: y)
  } else {
    let slice = shape.reduced * shape.inner
    Threads.forEachRange(shape.outer, grain: max(1, (1 << 15) / max(slice, 1))) { range in
      for row in range {
        serialColumnSums(
          x + row * slice, rows: shape.reduced, columns: shape.inner, into: y + row * shape.inner)
      }
    }
  }
}

/// The sum of `count` scalars: blocks in single precision, their sums in double.
package func sum(_ x: UnsafePointer<Float>, count: Int) -> Float {
  var total = 0.0
  var start = 0
  while start < count {
    let end = min(count, start + sumBlock * 8)
    var lanes = SIMD8<Float>.zero
    var i = start
    while i + 8 <= end {
      lanes += UnsafeRawPointer(x + i).loadUnaligned(as: SIMD8<Float>.self)
      i += 8
    }
    var block = lanes.sum()
    while i < end {
      block += x[i]
      i += 1
    }
    total += Double(block)
    start = end
  }
  return Float(total)
}

/// Sums a `rows` × `columns` matrix down its columns, shared between the threads.
package func columnSums(
  _ x: UnsafePointer<Float>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Float>
) {
  let pieceRows = max(sumBlock, (1 << 16) / max(columns, 1))
  let pieces = max(1, (rows + pieceRows - 1) / pieceRows)
  guard pieces > 1 else { return serialColumnSums(x, rows: rows, columns: columns, into: y) }
  withScratch(pieces * columns) { partial in
    Threads.forEach(pieces) { piece in
      let start = piece * pieceRows
      serialColumnSums(
        x + start * columns, rows: min(pieceRows, rows - start), columns: columns,
        into: partial + piece * columns)
    }
    serialColumnSums(partial, rows: pieces, columns: columns, into: y)
  }
}

private func serialColumnSums(
  _ x: UnsafePointer<Float>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Float>
) {
  withScratch(columns) { block in
    withUnsafeTemporaryAllocation(of: Double.self, capacity: columns) { totals in
      totals.initialize(repeating: 0)
      for start in stride(from: 0, to: rows, by: sumBlock) {
        block.initialize(repeating: 0, count: columns)
        for row in start..<min(rows, start + sumBlock) {
          let source = x + row * columns
          for j in 0..<columns { block[j] += source[j] }
        }
        for j in 0..<columns { totals[j] += Double(block[j]) }
      }
      for j in 0..<columns { y[j] = Float(totals[j]) }
    }
  }
}
