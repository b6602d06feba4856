import Kernels

/// How the rows of an index lie in memory and in its file.
struct RowLayout: Sendable {
  let width: Int
  /// What is searched.
  let rows: RowStorage
  /// What candidates are scored again by, if anything.
  let exact: RowStorage?
  /// The most rows of a slab.
  let slabRows: Int

  init(width: Int, _ storage: EmbeddingStorage) {
    self.width = width
    switch storage {
    case .float32: (rows, exact) = (.single, nil)
    case .float16: (rows, exact) = (.half, nil)
    case .int8(let precision, _):
      rows = .byte
      exact = precision.map { $0 == .float16 ? .half : .single }
    }
    // In whole turns of the loops, and in a large page of memory.
    slabRows = max(24, Self.slabBytes / (width * rows.size) / 24 * 24)
  }

  private static let slabBytes = 1 << 21

  /// Bytes of a row that is searched.
  var rowBytes: Int { width * rows.size }
  /// Bytes of a row beside it.
  var exactBytes: Int { width * (exact?.size ?? 0) }
  /// Bytes of a row's scale.
  var scaleBytes: Int { rows == .byte ? 4 : 0 }
}
