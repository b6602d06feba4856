/// What a file says of a ``FlatIndex``.
struct FlatIndexHeader: Codable {
  let dimensions: Int
  let count: Int
  let storage: EmbeddingStorage
  let metric: MetricRecord
  /// How many rows are a piece, whose checksums count.
  let pieceRows: Int
  /// Of the checksums of each piece's ids and scales.
  let idChecksum: UInt64
  /// Of the checksums of each piece's rows and what is beside them.
  let rowChecksum: UInt64

  static let form = IndexFileHeader("OneShot flat index 1")
}
