import Files
import Foundation

/// An open zip archive, whose entries can be read in any order and from any thread.
final class ZipArchive: Sendable {
  /// As it was given, for errors.
  let path: String
  let entries: [ZipDirectory.Entry]
  /// What is wrong with the directory, some of whose entries cannot be known then.
  let problem: FileProblem?
  private let descriptor: Int32
  private let size: Int

  /// - Throws: `FileProblem` if it cannot be read, is no zip archive or has no directory at its end.
  init(_ url: URL) throws(FileProblem) {
    let path = url.shownPath
    let descriptor = try Files.open(BytePath(of: url), place: path)
    do throws(FileProblem) {
      size = Files.size(of: descriptor)
      let directory = try Self.directory(of: descriptor, size: size, path: path)
      entries = directory.entries
      let (found, stated) = (directory.entries.count, directory.statedCount)
      problem =
        found == stated
        ? nil
        : FileProblem(
          path: path, found: "a damaged directory, of which \(found) can be read",
          expected: "\(stated) entries")
    } catch {
      close(descriptor)
      throw error
    }
    (self.path, self.descriptor) = (path, descriptor)
  }

  deinit { close(descriptor) }

  private static func directory(
    of descriptor: Int32, size: Int, path: String
  ) throws(FileProblem) -> ZipDirectory {
    let length = min(size, ZipEnd.searched)
    let tail = try Files.read(descriptor, length, at: size - length, place: path)
    if let end = ZipEnd(tail, size: size) {
      let bytes = try Files.read(
        descriptor, end.range.count, at: end.range.lowerBound, place: path)
      return ZipDirectory(bytes, end: end)
    }
    let head = try Files.read(descriptor, min(size, 4), at: 0, place: path)
    let isZip = head.starts(with: Array("PK".utf8))
    throw FileProblem(
      path: path,
      found: isZip ? "a truncated one: the directory at its end is missing" : "something else",
      expected: "a whole zip archive")
  }

  /// The place of an entry, for errors.
  func place(of entry: ZipDirectory.Entry) -> String { "\(path)/\(entry.name.text)" }

  /// Why an entry is refused, whatever it holds; nil if it is a file or a folder within the archive.
  func refusal(of entry: ZipDirectory.Entry) -> FileProblem? {
    if let fault = entry.name.fault {
      return FileProblem(
        path: place(of: entry), found: fault, expected: "a path within the archive")
    }
    guard entry.kind == .other else { return nil }
    return FileProblem(
      path: place(of: entry), found: "a link or a device, which is refused",
      expected: "a file or a folder")
  }

  /// The unpacked contents of an entry.
  func contents(of entry: ZipDirectory.Entry) throws(FileProblem) -> [UInt8] {
    let packed = try packed(entry, upTo: .max)
    let contents = try ArchiveReader.unpack(
      packed, as: .zipEntry, limit: entry.size, path: place(of: entry))
    guard contents.count == entry.size else { throw damage(entry, "too few bytes") }
    return contents
  }

  /// The first bytes of an entry, as many as its packing gives at once.
  func beginning(of entry: ZipDirectory.Entry) throws(FileProblem) -> [UInt8] {
    // What is packed as blocks has none of more than 900 kB.
    let packed = try packed(entry, upTo: 1 << 20)
    return try ArchiveReader.unpack(
      packed, as: .zipEntry, limit: .max, isPart: true, path: place(of: entry))
  }

  /// An entry as if it stood alone, with a header of our own, since that in the archive may leave the sizes
  /// to the directory; then the packed contents.
  private func packed(
    _ entry: ZipDirectory.Entry, upTo limit: Int
  ) throws(FileProblem) -> [UInt8] {
    let place = place(of: entry)
    guard !entry.isEncrypted else {
      throw FileProblem(
        path: place, found: "an encrypted entry, which is not read",
        expected: "one without a password")
    }
    let start = try start(of: entry)
    guard entry.packedSize <= size - start else { throw damage(entry, "the archive ends before") }
    let contents = try Files.read(
      descriptor, min(entry.packedSize, limit), at: start, place: place)
    if let (found, expected) = ZipMemory.refusal(method: entry.method, packed: contents) {
      throw FileProblem(path: place, found: found, expected: expected)
    }
    let header = ZipHeader(
      method: entry.method, checksum: entry.checksum, packedSize: entry.packedSize, size: entry.size
    )
    return header.bytes + contents
  }

  /// Where the packed contents begin: behind the header, whose name and fields may differ in length
  /// from those in the directory.
  private func start(of entry: ZipDirectory.Entry) throws(FileProblem) -> Int {
    guard (0...size).contains(entry.offset), size - entry.offset >= ZipHeader.size else {
      throw damage(entry, "the archive ends before")
    }
    let header = LittleEndian(
      try Files.read(descriptor, ZipHeader.size, at: entry.offset, place: place(of: entry)))
    guard header.count == ZipHeader.size, header.number(at: 0, 4) == ZipHeader.signature else {
      throw damage(entry, "no entry where the directory says")
    }
    let start =
      entry.offset + ZipHeader.size + header.number(at: 26, 2) + header.number(at: 28, 2)
    guard start <= size else { throw damage(entry, "the archive ends before") }
    return start
  }

  private func damage(_ entry: ZipDirectory.Entry, _ reason: String) -> FileProblem {
    FileProblem(
      path: place(of: entry), found: "damaged or truncated ones: \(reason)",
      expected: "whole contents")
  }
}
