/// Writes rows as an index keeps them.
package struct RowEncoding: Sendable {
  let width: Int
  let storage: RowStorage

  package init(width: Int, _ storage: RowStorage) {
    self.width = width
    self.storage = storage
  }

  /// Writes rows; of bytes also the scale of each: its largest magnitude / 127.
  package func encode(
    _ x: UnsafePointer<Float>, count: Int, into rows: UnsafeMutableRawPointer,
    scales: UnsafeMutablePointer<Float>?
  ) {
    switch storage {
    case .single: rows.copyMemory(from: x, byteCount: 4 * count * width)
    case .half: convert(x, count: count * width, to: .half, into: rows)
    case .byte:
      let bytes = rows.assumingMemoryBound(to: Int8.self)
      for row in 0..<count {
        let scale = quantize(x + row * width, into: bytes + row * width)
        scales?[row] = scale
      }
    }
  }

  /// The first row with a scalar that rounds to an infinite half; nil if there is none.
  package func firstBeyondHalf(_ x: UnsafePointer<Float>, count: Int) -> Int? {
    for row in 0..<count {
      var largest: Float = 0
      for k in row * width..<(row + 1) * width { largest = max(largest, abs(x[k])) }
      if largest >= 65520 { return row }
    }
    return nil
  }

  private func quantize(
    _ x: UnsafePointer<Float>, into bytes: UnsafeMutablePointer<Int8>
  ) -> Float {
    var largest: Float = 0
    for k in 0..<width { largest = max(largest, abs(x[k])) }
    let scale = largest / 127
    // A row of zeros has the scale 0, and one of hardly more has one whose reciprocal is infinite.
    let factor = largest > 0 && (127 / largest).isFinite ? 127 / largest : 0
    for k in 0..<width {
      let value = (x[k] * factor).rounded(.toNearestOrEven)
      bytes[k] = Int8(max(-127, min(127, value)))
    }
    return scale
  }

  /// Rows in single precision, with the functions for the best instructions.
  package func decode(_ block: RowBlock, into x: UnsafeMutablePointer<Float>) {
    let functions = RowScores(.product, map: RowMap(), width: width).functions
    let singles = block.singles(storage, width: width, functions: functions, room: x)
    if singles != UnsafePointer(x) { x.update(from: singles, count: block.count * width) }
  }
}

/// Divides each row by its Euclidean length, or by 10⁻¹² where that is larger.
package func normalizeRows(_ x: UnsafeMutablePointer<Float>, count: Int, width: Int) {
  for row in 0..<count {
    let row = x + row * width
    // In double, for a length beyond the range of single precision has a square far below.
    var squares = 0.0
    for k in 0..<width { squares += Double(row[k]) * Double(row[k]) }
    let length = max(squares.squareRoot(), 1e-12)
    for k in 0..<width { row[k] = Float(Double(row[k]) / length) }
  }
}
