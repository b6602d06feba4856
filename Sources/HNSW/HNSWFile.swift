import EmbeddingSearch
import Files

/// What a file says of an ``HNSWIndex``, and where its parts begin: the ids, the layers, the blocks and the
/// links of all rows.
struct HNSWFile {
  struct Header: Codable {
    let dimensions: Int
    let metric: MetricRecord
    let settings: HNSWIndex.Settings
    let searchCandidates: Int
    /// Rows of the graph, with those that were removed.
    let rows: Int
    let largestLevel: Int32
    let entry: UInt32
    let blockBytes: Int
    let linkBytes: Int
    let linksBytes: Int
    /// Of everything after the header.
    let checksum: UInt64
  }

  static let form = IndexFileHeader("OneShot HNSW index 1")

  let header: Header
  let ids: Int
  let levels: Int
  let blocks: Int
  let links: Int

  /// The parts of a file whose header ends at `end`.
  ///
  /// - Throws: `FileProblem` if they are not all of it.
  init(_ header: Header, after end: Int, of file: MappedFile) throws(FileProblem) {
    let sizes = [8, 4, header.blockBytes, 1]
    let counts = [header.rows, header.rows, header.rows, header.linksBytes]
    var starts = [end]
    for (size, count) in zip(sizes, counts) {
      let left = file.bytes.count - starts.last!
      guard size >= 1, count >= 0, count <= left / size else {
        throw file.problem(
          found: "\(file.bytes.count) bytes", expected: "those of \(header.rows) embeddings")
      }
      starts.append(starts.last! + size * count)
    }
    guard starts.last == file.bytes.count else {
      throw file.problem(
        found: "\(file.bytes.count) bytes", expected: "\(starts.last!) bytes")
    }
    self.header = header
    (ids, levels, blocks, links) = (starts[0], starts[1], starts[2], starts[3])
  }
}
