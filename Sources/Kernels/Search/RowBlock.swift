/// How the scalars of rows lie in memory.
package enum RowStorage: Sendable {
  case single, half
  /// Whole numbers, of which a row has one scale.
  case byte

  /// Bytes of a scalar.
  package var size: Int {
    switch self {
    case .single: 4
    case .half: 2
    case .byte: 1
    }
  }
}

/// Rows one after another in memory, and what is known of each.
package struct RowBlock {
  package let rows: UnsafeRawPointer
  /// For bytes, what each row's are multiplied by.
  package let scales: UnsafePointer<Float>?
  /// The number by which a row is known.
  package let ids: UnsafePointer<Int>
  package let count: Int

  package init(
    _ rows: UnsafeRawPointer, scales: UnsafePointer<Float>? = nil, ids: UnsafePointer<Int>,
    count: Int
  ) {
    self.rows = rows
    self.scales = scales
    self.ids = ids
    self.count = count
  }

  /// Some of the rows, from `start` on.
  func part(from start: Int, count: Int, rowSize: Int) -> RowBlock {
    RowBlock(
      rows + start * rowSize, scales: scales.map { $0 + start }, ids: ids + start, count: count)
  }

  /// The rows in single precision: where they are, or in `room` for all of them.
  @inline(__always)
  func singles(
    _ storage: RowStorage, width: Int, functions: RowScores.Functions,
    room: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    switch storage {
    case .single: return rows.assumingMemoryBound(to: Float.self)
    case .half:
      functions.pointee.fromHalves(rows.assumingMemoryBound(to: UInt16.self), count * width, room)
    case .byte:
      let bytes = rows.assumingMemoryBound(to: Int8.self)
      for row in 0..<count {
        functions.pointee.fromBytes(
          bytes + row * width, width, scales?[row] ?? 1, room + row * width)
      }
    }
    return UnsafePointer(room)
  }
}
