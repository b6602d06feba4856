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
  ///   is damaged or truncated, if an entry is a link, has an absolute path or one with `..`, if a
  ///   wanted one is encrypted, and if it unpacks to more than `limit` bytes. Files before a bad
  ///   entry have been given to `body` by then. Also what `body` throws.
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
    try ArchiveReader.unpack(Files.read(url), as: .gzip, limit: limit, path: url.shownPath)
  }
}
