import Files
import Foundation

/// Reads zip archives and gzip files, without writing anything to disk.
///
/// Names are text whatever the process's locale is: UTF-8 if they can be that, else of code page 437,
/// as in Python's zipfile, or what the archive gives beside as the name in Unicode.
public enum Archive {
  /// A regular file of an archive.
  public struct File: Sendable, Hashable {
    /// The path within the archive: `signs/stop/1.png`.
    public let path: String
    /// The unpacked bytes.
    public let contents: [UInt8]
  }

  /// What an archive may unpack to in all, unless told otherwise: 1 GiB.
  public static let defaultLimit = 1 << 30

  /// Calls `body` with each regular file of a zip archive that is wanted, in the archive's order;
  /// others are not unpacked. Of two files of one name both are given.
  ///
  /// - Parameters:
  ///   - url: The archive.
  ///   - limit: The bytes it may unpack to in all; default 1 GiB.
  ///   - isWanted: Whether the file of a path within the archive is wanted; by default all are.
  ///   - body: Is given the files.
  /// - Throws: `FileProblem`, whose path is that of the archive and the entry, if it cannot be read,
  ///   is damaged or truncated, if an entry is a link, has an absolute path, one with `..`, of more than
  ///   4096 bytes or of more than 64 names, if a wanted one is encrypted, and if it unpacks to more than
  ///   `limit` bytes. Files before a bad entry have been given to `body` by then. Also what `body` throws.
  public static func forEachFile(
    inZip url: URL, limit: Int = defaultLimit,
    where isWanted: (String) -> Bool = { _ in true },
    _ body: (File) throws(FileProblem) -> Void
  ) throws(FileProblem) {
    let archive = try ZipArchive(url)
    if let problem = archive.problem { throw problem }
    var room = limit
    for entry in archive.entries {
      if let refusal = archive.refusal(of: entry) { throw refusal }
      let path = entry.name.path.description
      guard entry.kind == .file, isWanted(path) else { continue }
      guard entry.size <= room else { throw tooMuch(at: archive.place(of: entry), limit: limit) }
      room -= entry.size
      try body(File(path: path, contents: archive.contents(of: entry)))
    }
  }

  static func tooMuch(at place: String, limit: Int) -> FileProblem {
    FileProblem(path: place, found: "more", expected: "at most \(limit) bytes unpacked in all")
  }

  /// The unpacked contents of a gzip file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limit: The bytes it may unpack to; default 1 GiB.
  /// - Throws: `FileProblem` if it cannot be read, is no gzip file, is damaged or truncated, or
  ///   unpacks to more than `limit` bytes.
  public static func gunzip(
    _ url: URL, limit: Int = defaultLimit
  ) throws(FileProblem) -> [UInt8] {
    let (packed, path) = (try Files.read(url), url.shownPath)
    let contents = try ArchiveReader.unpack(packed, as: .gzip, limit: limit, path: path)
    try check(contents, against: packed, path: path)
    return contents
  }

  /// What zlib packed.
  ///
  /// - Parameters:
  ///   - bytes: All of it, with its beginning of two bytes and its checksum, which is not compared.
  ///   - limit: More than so many bytes are refused.
  ///   - place: What errors name.
  package static func inflate(
    _ bytes: [UInt8], limit: Int, place: String
  ) throws(FileProblem) -> [UInt8] {
    // The same within a file of gzip, whose end is not looked at.
    let start: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    let end = [UInt8](repeating: 0, count: 8)
    return try ArchiveReader.unpack(
      start + bytes.dropFirst(2).dropLast(4) + end, as: .gzip, limit: limit, path: place)
  }

  /// Compares contents with the checksum and the size at the end of their gzip file, which libarchive does
  /// not; but it does for an entry of a zip archive.
  private static func check(
    _ contents: [UInt8], against packed: [UInt8], path: String
  ) throws(FileProblem) {
    let end = LittleEndian(packed.suffix(8))
    guard end.count == 8 else { return }
    guard end.number(at: 4, 4) == contents.count & 0xFFFF_FFFF else {
      // Several files one after the other are a gzip file too, and each has an end of its own.
      if isFollowedByAnother(packed) { return }
      throw FileProblem(
        path: path, found: "damaged ones of \(contents.count) bytes", expected: "whole contents")
    }
    let header = ZipHeader(
      method: ZipHeader.stored, checksum: UInt32(end.number(at: 0, 4)),
      packedSize: contents.count, size: contents.count)
    _ = try ArchiveReader.unpack(
      header.bytes + contents, as: .zipEntry, limit: contents.count, path: path)
  }

  private static func isFollowedByAnother(_ packed: [UInt8]) -> Bool {
    Data(packed.dropFirst()).range(of: Data([0x1F, 0x8B, 8])) != nil
  }
}
