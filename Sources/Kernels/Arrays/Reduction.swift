/// An array seen as `[outer, reduced, inner]`: what every reduction along adjacent axes looks like.
package struct ReductionShape {
  package let outer: Int
  package let reduced: Int
  package let inner: Int

  package init(outer: Int, reduced: Int, inner: Int) {
    self.outer = outer
    self.reduced = reduced
    self.inner = inner
  }
}

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

/// The largest scalars of `x` along the middle axis of `shape`; NaN where there is one.
package func maximum(
  _ x: UnsafePointer<Float>, _ shape: ReductionShape, into y: UnsafeMutablePointer<Float>
) {
  let slice = shape.reduced * shape.inner
  Threads.forEachRange(shape.outer, grain: max(1, (1 << 15) / max(slice, 1))) { range in
    for row in range {
      let source = x + row * slice
      let target = y + row * shape.inner
      target.update(from: source, count: shape.inner)
      for k in 1..<max(1, shape.reduced) {
        let candidate = source + k * shape.inner
        for j in 0..<shape.inner
        where candidate[j] > target[j] || candidate[j].isNaN { target[j] = candidate[j] }
      }
    }
  }
}

/// The position of the first largest scalar along the middle axis of `shape`.
package func argmax(
  _ x: UnsafePointer<Float>, _ shape: ReductionShape, into y: UnsafeMutablePointer<Int>
) {
  for row in 0..<shape.outer {
    for j in 0..<shape.inner {
      let source = x + row * shape.reduced * shape.inner + j
      var best = 0
      for k in 1..<max(1, shape.reduced)
      where source[k * shape.inner] > source[best * shape.inner] { best = k }
      y[row * shape.inner + j] = best
    }
  }
}

/// The sum of the squares of `count` scalars, in double precision.
package func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
  let grain = 1 << 16
  let pieces = (count + grain - 1) / grain
  return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(pieces, 1)) { partial in
    nonisolated(unsafe) let partial = partial
    Threads.forEach(pieces) { piece in
      var total = 0.0
      for i in piece * grain..<min(count, (piece + 1) * grain) {
        total += Double(x[i]) * Double(x[i])
      }
      partial[piece] = total
    }
    return partial[..<pieces].reduce(0, +)
  }
}

/// The sum of the absolute values of `count` scalars, in double precision.
package func sumOfMagnitudes(_ x: UnsafePointer<Float>, count: Int) -> Double {
  var total = 0.0
  for i in 0..<count { total += Double(abs(x[i])) }
  return total
}
