import Basics
import Files
import Foundation
import Tensor

/// A file with the classes of a ``OneShotClassifier``: what they were once, and every change since.
///
/// It begins with 64 bytes that name the format and the size of an embedding; ``GalleryRecord``s follow, the
/// first of which tells the network. A change is one record at the end of the file. Now and then, when most
/// of the file is about what is gone, another one takes its place that has only what is there.
final class GalleryFile: Sendable {
  private static let title = "OneShot gallery 1\n"
  /// How many bytes of rows a record has that is not a change.
  private static let settledBytes = 1 << 24

  private let file: GrowingFile
  private let probe: ModelProbe
  private let isSynchronized: Bool
  /// The rows and further records of the file, needed or not.
  private let load = Lock(0)

  /// What an opened file holds.
  struct Contents {
    var enrolled: EnrolledClasses
    var places: ClassPlaces
    var cutBytes: Int
  }

  var url: URL { file.url }

  /// Opens a file, or makes it with what is enrolled.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - probe: That of the network.
  ///   - enrolled: What a new file begins with.
  ///   - isSynchronized: Whether a change has reached the disk when it is made.
  init(
    _ url: URL, probe: ModelProbe, enrolled: EnrolledClasses, isSynchronized: Bool
  ) throws(FileProblem) {
    self.probe = probe
    self.isSynchronized = isSynchronized
    file = try GrowingFile(url) { file throws(FileProblem) in
      try Self.write(enrolled, probe, to: file)
    }
  }

  private var width: Int { probe.embeddings.shape[1] }

  // MARK: - Reading

  /// What the file holds. A last change that is not whole is cut off.
  func contents(rule: ShotRule) throws(FileProblem) -> Contents {
    let map = try file.mapped()
    let bytes = map.bytes
    try checkTitle(bytes)
    guard let network = GalleryRecord(in: bytes, at: GalleryRecord.unit, width: width),
      network.kind == .network, network.rows.count == 2 + Self.verdictRows(width)
    else { throw refusal("a damaged record at byte \(GalleryRecord.unit)", "that of a network") }
    guard self.probe(in: map, network).agrees(with: probe) else {
      throw refusal("the embeddings of another network", "those of the classifier's")
    }
    var found = Contents(
      enrolled: EnrolledClasses(rule: rule), places: .unknown, cutBytes: 0)
    var (place, total) = (network.end, 0)
    while place < bytes.count {
      guard let record = GalleryRecord(in: bytes, at: place, width: width) else {
        try requireTail(bytes, from: place)
        found.cutBytes = bytes.count - place
        try file.cut(to: place)
        break
      }
      try apply(record, in: map, at: place, to: &found)
      total += max(1, record.rows.count)
      place = record.end
    }
    load.withLock { $0 = total }
    return found
  }

  private func checkTitle(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
    let found = bytes.prefix(Self.title.utf8.count)
    guard bytes.count >= GalleryRecord.unit, found.elementsEqual(Self.title.utf8) else {
      throw refusal("something else", "a gallery file, which begins with \"OneShot gallery 1\"")
    }
    let size = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 56, as: UInt64.self))
    guard size == UInt64(width) else {
      throw refusal("embeddings of size \(size)", "those of the network, of size \(width)")
    }
  }

  private func probe(in map: MappedFile, _ record: GalleryRecord) -> ModelProbe {
    let rows = MappedRows(
      file: map, start: record.rows.start, count: record.rows.count, width: width
    ).tensor(of: 0..<record.rows.count)
    let verdict = Tensor(Array(rows.scalars[(2 * width)...].prefix(2)))
    return ModelProbe(embeddings: rows[0..<2], verdict: verdict)
  }

  /// As many as two verdicts fill.
  private static func verdictRows(_ width: Int) -> Int { (1 + width) / width }

  /// Throws if a record follows: then what is not whole is no torn end but damage.
  private func requireTail(_ bytes: UnsafeRawBufferPointer, from place: Int) throws(FileProblem) {
    // Each that looks like one is summed up to tell, which of many, one in the other, would take for ever; by
    // chance there is hardly one.
    var likely = 0
    for next in stride(from: place + GalleryRecord.unit, to: bytes.count, by: GalleryRecord.unit)
    where GalleryRecord.isMarked(bytes, at: next) {
      likely += 1
      if likely > 1000 || GalleryRecord(in: bytes, at: next, width: width, checksRows: false) != nil
      {
        throw refusal(
          "a damaged record at byte \(place) with others behind it", "records that are whole")
      }
    }
  }

  private func apply(
    _ record: GalleryRecord, in map: MappedFile, at place: Int, to found: inout Contents
  ) throws(FileProblem) {
    let change: ClassChange
    switch record.kind {
    case .add, .settled:
      guard record.names.allSatisfy({ $0.count > 0 }) else {
        throw refusal("a class without examples at byte \(place)", "at least one")
      }
      let rows = MappedRows(
        file: map, start: record.rows.start, count: record.rows.count, width: width)
      if record.kind == .settled && !found.places.isReady {
        return found.enrolled.addNew(record.names, rows)
      }
      found.places.prepare(for: found.enrolled)
      return found.enrolled.add(record.names, rows, places: &found.places)
    case .remove: change = .remove(record.names.first?.label ?? "")
    case .removeExample:
      change = .removeExample(record.names.first?.label ?? "", record.names.first?.count ?? 0)
    case .removeAll: change = .removeAll
    case .network: throw refusal("a second network at byte \(place)", "changes of classes")
    }
    found.places.prepare(for: found.enrolled)
    do {
      try found.enrolled.check(change, places: found.places)
    } catch {
      throw refusal("a change at byte \(place) of what is not there", "changes in their order")
    }
    found.enrolled.apply(change, places: &found.places)
    if found.enrolled.isSparse { found.enrolled = found.enrolled.compacted(places: &found.places) }
  }

  private func refusal(_ found: String, _ expected: String) -> FileProblem {
    FileProblem(file.url, found: found, expected: expected)
  }

  // MARK: - Writing

  /// Writes a change at the end.
  func append(_ change: ClassChange) throws(FileProblem) {
    var kind = GalleryRecord.Kind.add
    var (names, rows): ([(label: String, count: Int)], [Tensor]) = ([], [])
    switch change {
    case .add(let examples):
      names = examples.map { ($0.label, $0.embeddings.shape[0]) }
      rows = examples.map { $0.embeddings.detached }
    case .remove(let label): (kind, names) = (.remove, [(label, 0)])
    case .removeExample(let label, let example):
      (kind, names) = (.removeExample, [(label, example)])
    case .removeAll: kind = .removeAll
    }
    if case .add = change, names.isEmpty { return }
    try GalleryRecord.withBytes(kind, names, rows: rows) { pieces throws(FileProblem) in
      try file.append(pieces, isSynchronized: isSynchronized)
    }
    let count = names.reduce(0) { $0 + $1.count }
    load.withLock { $0 += kind == .add ? count : 1 }
  }

  /// Whether most of the file is about what is gone.
  func isSparse(for enrolled: EnrolledClasses) -> Bool {
    load.withLock { $0 } > 4096 + 2 * enrolled.examples
  }

  /// Writes what is there alone, in the place of all changes.
  func compact(to enrolled: EnrolledClasses) throws(FileProblem) {
    try file.replace { file throws(FileProblem) in try Self.write(enrolled, probe, to: file) }
    load.withLock { $0 = enrolled.examples }
  }

  private static func write(
    _ enrolled: EnrolledClasses, _ probe: ModelProbe, to file: FileWriter
  ) throws(FileProblem) {
    let width = probe.embeddings.shape[1]
    func write(
      _ kind: GalleryRecord.Kind, _ names: [(label: String, count: Int)], _ rows: Tensor
    ) throws(FileProblem) {
      try GalleryRecord.withBytes(kind, names, rows: [rows]) { pieces throws(FileProblem) in
        for piece in pieces { try file.write(piece) }
      }
    }
    var head = Array(title.utf8)
    head += repeatElement(0, count: 56 - head.count)
    withUnsafeBytes(of: UInt64(width).littleEndian) { head += $0 }
    try file.write(head)
    let rest = verdictRows(width)
    let verdict = probe.verdict.scalars + Array(repeating: 0, count: rest * width - 2)
    try write(
      .network, [("network", 0)],
      .concatenated([probe.embeddings, Tensor(verdict).reshaped(to: [rest, width])]))
    var (names, rows): ([(label: String, count: Int)], [Int]) = ([], [])
    for number in enrolled.numbers {
      let entry = enrolled[number]
      names.append((entry.label, entry.shots))
      rows += entry.rows
      if 4 * width * rows.count < settledBytes { continue }
      try write(.settled, names, enrolled.rows.tensor(at: rows))
      names.removeAll(keepingCapacity: true)
      rows.removeAll(keepingCapacity: true)
    }
    if !rows.isEmpty { try write(.settled, names, enrolled.rows.tensor(at: rows)) }
  }
}
