import Basics
import Files
import Foundation
import Kernels

/// One file: a header, then the ids, the scales, the rows and what is kept beside them, each as it lies in
/// memory, so that a file is not read but mapped.
extension FlatIndex {
  /// Writes the index to a file.
  ///
  /// - Parameter url: The file; written under a temporary name first, so that it is whole or not there.
  /// - Throws: `FileProblem` if the file cannot be written.
  public func save(to url: URL) throws(FileProblem) {
    let sums = checksums()
    let header = FlatIndexHeader(
      dimensions: dimensions, count: count, storage: storage, metric: MetricRecord(metric),
      pieceRows: layout.slabRows, idChecksum: sums.ids, rowChecksum: sums.rows)
    let start = try FlatIndexHeader.form.encoded(header, for: url)
    let places = FlatIndexPlaces(after: start.count, count: count, layout)!
    try writeAtomically(to: url) { file throws(FileProblem) in
      try file.write(start)
      try write(file, 8, from: places.ids, to: places.scales) { UnsafeRawPointer($0.ids) }
      try write(file, layout.scaleBytes, from: places.scales, to: places.rows) {
        $0.scales.map { UnsafeRawPointer($0) }
      }
      try write(file, layout.rowBytes, from: places.rows, to: places.exact) {
        UnsafeRawPointer($0.rows)
      }
      try write(file, layout.exactBytes, from: places.exact, to: places.end) {
        $0.exact.map { UnsafeRawPointer($0) }
      }
    }
  }

  /// Writes one part of all rows, so many bytes each, and zeros up to the next part.
  private func write(
    _ file: FileWriter, _ size: Int, from start: Int, to end: Int,
    _ part: (RowSlab) -> UnsafeRawPointer?
  ) throws(FileProblem) {
    for (slab, rows) in filledSlabs where size > 0 {
      try file.write(UnsafeRawBufferPointer(start: part(slab), count: rows * size))
    }
    try file.write([UInt8](repeating: 0, count: end - start - count * size))
  }

  /// Opens a file that ``save(to:)`` wrote, and checks all of it.
  ///
  /// It is mapped into memory: embeddings are read where a search looks at them, and several programs share
  /// them. Whoever shortens the file meanwhile stops the program; ``save(to:)`` replaces it and does no harm.
  ///
  /// - Throws: `FileProblem` if the file cannot be read, is damaged, or is of a metric of the caller's.
  public init(contentsOf url: URL) throws(FileProblem) {
    try self.init(contentsOf: url, metric: nil)
  }

  /// Opens a file that ``save(to:)`` wrote.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - metric: For a file of an index with a metric of the caller's, that metric; others know theirs.
  ///   - checksRows: Whether the embeddings are compared with their checksum, which takes as long as reading
  ///     them; default true. The rest of the file is always checked.
  /// - Throws: `FileProblem` if the file cannot be read, is damaged, or is of another metric of the caller's.
  public init(
    contentsOf url: URL, metric: EmbeddingMetric?, checksRows: Bool = true
  ) throws(FileProblem) {
    let file = try MappedFile(url)
    let (header, end) = try FlatIndexHeader.form.read(FlatIndexHeader.self, of: file)
    let layout = try header.layout(in: file)
    guard let places = FlatIndexPlaces(after: end, count: header.count, layout),
      places.end == file.bytes.count
    else {
      throw file.problem(
        found: "\(file.bytes.count) bytes", expected: "those of \(header.count) embeddings")
    }
    self.init(
      dimensions: header.dimensions,
      metric: try header.metric.metric(
        dimensions: header.dimensions, custom: metric, place: file.place),
      storage: header.storage)
    slabs = stride(from: 0, to: header.count, by: layout.slabRows).map {
      RowSlab(file, places, layout, rows: $0..<min(header.count, $0 + layout.slabRows))
    }
    count = header.count
    let sums = checksums(countsRows: checksRows)
    guard sums.ids == header.idChecksum, !checksRows || sums.rows == header.rowChecksum else {
      throw file.problem(found: "damaged embeddings", expected: "those of their checksum")
    }
    try fillTable(file)
  }

  private mutating func fillTable(_ file: MappedFile) throws(FileProblem) {
    table = IDTable(minimumCapacity: count)
    for (number, part) in filledSlabs.enumerated() {
      for place in 0..<part.rows {
        table[part.slab.ids[place]] = number * layout.slabRows + place
      }
    }
    guard table.count == count else {
      throw file.problem(found: "an id twice", expected: "each id once")
    }
  }

  /// The checksums of the ids with the scales, and of the rows: those of the pieces, one after another.
  private func checksums(countsRows: Bool = true) -> (ids: UInt64, rows: UInt64) {
    let parts = filledSlabs
    let each = UnsafeMutableBufferPointer<(UInt64, UInt64)>.allocate(capacity: parts.count)
    defer { each.deallocate() }
    nonisolated(unsafe) let target = each
    Threads.forEach(parts.count) { number in
      let (slab, rows) = parts[number]
      var (ids, scalars) = (DamageCheck(), DamageCheck())
      ids.add(UnsafeRawBufferPointer(start: slab.ids, count: rows * 8))
      ids.add(UnsafeRawBufferPointer(start: slab.scales, count: rows * layout.scaleBytes))
      if countsRows {
        scalars.add(UnsafeRawBufferPointer(start: slab.rows, count: rows * layout.rowBytes))
        scalars.add(UnsafeRawBufferPointer(start: slab.exact, count: rows * layout.exactBytes))
      }
      target.initializeElement(at: number, to: (ids.value, scalars.value))
    }
    func joined(_ values: [UInt64]) -> UInt64 {
      var check = DamageCheck()
      values.withUnsafeBytes { check.add($0) }
      return check.value
    }
    return (joined(each.map(\.0)), joined(each.map(\.1)))
  }
}

extension FlatIndexHeader {
  /// The layout that the header says, if it is one that this library writes.
  fileprivate func layout(in file: MappedFile) throws(FileProblem) -> RowLayout {
    if case .int8(_, let candidates) = storage, candidates < 1 {
      throw file.problem(found: "\(candidates) candidates", expected: "at least 1")
    }
    guard (1...1 << 24).contains(dimensions), count >= 0 else {
      throw file.problem(
        found: "\(count) embeddings of \(dimensions) scalars", expected: "sizes above 0")
    }
    let layout = RowLayout(width: dimensions, storage)
    guard pieceRows == layout.slabRows else {
      throw file.problem(
        found: "checksums of \(pieceRows) rows", expected: "those of \(layout.slabRows) rows")
    }
    return layout
  }
}
