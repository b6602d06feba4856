import Basics
import CHNSW
import EmbeddingSearch
import Files
import Foundation

extension HNSWIndex {
  /// Writes the index to a file; searches go on meanwhile.
  ///
  /// - Parameter url: The file; written under a temporary name first, so that it is whole or not there.
  /// - Throws: `FileProblem` if the file cannot be written.
  public func save(to url: URL) throws(FileProblem) {
    try state.withReading { state throws(FileProblem) in
      let pointer = state.graph.pointer
      let parts = hnswParts(pointer)
      let levels = (0..<parts.count).map { hnswLevel(pointer, $0) }
      // The row of an id that was removed and came again is another one.
      let ids = state.ids.enumerated().map { state.table[$1] == $0 ? $1 : -1 }
      let body = Body(ids: ids, levels: levels, parts: parts, pointer: pointer)
      var check = DamageCheck()
      body.forEachPiece { check.add($0) }
      let header = HNSWFile.Header(
        dimensions: dimensions, metric: MetricRecord(metric), settings: settings,
        searchCandidates: searchCandidates, rows: parts.count, largestLevel: parts.largestLevel,
        entry: parts.entry, blockBytes: parts.blockBytes, linkBytes: parts.linkBytes,
        linksBytes: levels.reduce(0) { $0 + Int($1) * parts.linkBytes }, checksum: check.value)
      let start = try HNSWFile.form.encoded(header, for: url)
      try writeAtomically(to: url) { file throws(FileProblem) in
        try file.write(start)
        var failure: FileProblem?
        body.forEachPiece { piece in
          guard failure == nil else { return }
          do throws(FileProblem) { try file.write(piece) } catch { failure = error }
        }
        if let failure { throw failure }
      }
    }
  }

  /// Reads a file that ``save(to:)`` wrote.
  ///
  /// - Throws: `FileProblem` if the file cannot be read or is damaged; a graph whose links lead nowhere is
  ///   refused whatever its checksum.
  public convenience init(contentsOf url: URL) throws(FileProblem) {
    let file = try MappedFile(url)
    let (header, end) = try HNSWFile.form.read(HNSWFile.Header.self, of: file)
    let places = try HNSWFile(header, after: end, of: file)
    guard file.checksum(places) == header.checksum else {
      throw file.problem(found: "damaged embeddings", expected: "those of their checksum")
    }
    guard (1...1 << 24).contains(header.dimensions), (2...1024).contains(header.settings.links),
      (1...1 << 20).contains(header.settings.buildCandidates)
    else { throw file.problem(found: "other settings", expected: "those of an HNSWIndex") }
    let metric = try header.metric.metric(
      dimensions: header.dimensions, custom: nil, place: file.place)
    let state = try file.state(places, metric)
    self.init(
      dimensions: header.dimensions, metric: metric, settings: header.settings,
      searchCandidates: header.searchCandidates, state: state)
  }
}

/// What follows the header.
private struct Body {
  let ids: [Int]
  let levels: [Int32]
  let parts: HNSWParts
  let pointer: OpaquePointer

  /// Calls `body` with one part after another; the links are cut by rows, as they lie in memory.
  func forEachPiece(_ body: (UnsafeRawBufferPointer) -> Void) {
    ids.withUnsafeBytes(body)
    levels.withUnsafeBytes(body)
    body(UnsafeRawBufferPointer(start: parts.blocks, count: parts.count * parts.blockBytes))
    for (place, level) in levels.enumerated() where level > 0 {
      body(
        UnsafeRawBufferPointer(
          start: hnswLinks(pointer, place), count: Int(level) * parts.linkBytes))
    }
  }
}

extension MappedFile {
  /// The checksum of the parts, cut as they were when they were written.
  func checksum(_ places: HNSWFile) -> UInt64 {
    let header = places.header
    var check = DamageCheck()
    func add(_ range: Range<Int>) { check.add(UnsafeRawBufferPointer(rebasing: bytes[range])) }
    add(places.ids..<places.levels)
    add(places.levels..<places.blocks)
    add(places.blocks..<places.links)
    var start = places.links
    for level in levels(places) where level > 0 {
      let size = Int(level).multipliedReportingOverflow(by: header.linkBytes)
      guard !size.overflow, size.partialValue <= bytes.count - start, size.partialValue >= 0 else {
        break
      }
      add(start..<start + size.partialValue)
      start += size.partialValue
    }
    return check.value
  }

  private func levels(_ places: HNSWFile) -> [Int32] {
    (0..<places.header.rows).map {
      bytes.loadUnaligned(fromByteOffset: places.levels + 4 * $0, as: Int32.self)
    }
  }

  fileprivate func state(
    _ places: HNSWFile, _ metric: EmbeddingMetric
  ) throws(FileProblem) -> HNSWIndex.State {
    let header = places.header
    let ids = (0..<header.rows).map {
      bytes.loadUnaligned(fromByteOffset: places.ids + 8 * $0, as: Int.self)
    }
    var table = IDTable(minimumCapacity: header.rows)
    for (row, id) in ids.enumerated() where id >= 0 { table[id] = row }
    guard table.count == ids.count(where: { $0 >= 0 }) else {
      throw problem(found: "an id twice", expected: "each id once")
    }
    do throws(HNSWError) {
      // Room for all rows is made once it is known that the file has them.
      let graph = try Graph(
        dimensions: header.dimensions, metric: metric, settings: header.settings, capacity: 1)
      var parts = HNSWParts(
        count: header.rows, largestLevel: header.largestLevel, entry: header.entry,
        blockBytes: header.blockBytes, linkBytes: header.linkBytes,
        blocks: bytes.baseAddress! + places.blocks)
      let levels = levels(places)
      try graph.checked {
        hnswRestore(
          graph.pointer, &parts, levels, bytes.baseAddress! + places.links, header.linksBytes, $0)
      }
      return HNSWIndex.State(
        graph: graph, ids: ids, table: table, capacity: max(1, header.rows))
    } catch {
      throw problem(found: error.description, expected: "the graph of an HNSWIndex")
    }
  }
}
