import Files
import Foundation

/// Reads zip archives and gzip files through libarchive, without writing anything to disk.
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
  /// others are not unpacked.
  ///
  /// - Parameters:
  ///   - url: The archive.
  ///   - limit: The bytes it may unpack to in all; default 1 GiB.
  ///   - isWanted: Whether the file of a path within the archive is wanted; by default all are.
  ///   - body: Is given the files.
  /// - Throws: `FileProblem`, whose path is that of the archive and the entry, if it cannot be read,
  ///   is damaged or truncated, if an entry is a link, has an absolute path or one with `..`, and
  ///   if it unpacks to more than `limit` bytes. Files before a bad entry have been given to `body`
  ///   by then. Also what `body` throws.
  public static func forEachFile(
    inZip url: URL, limit: Int = defaultLimit,
    where isWanted: (String) -> Bool = { _ in true },
    _ body: (File) throws(FileProblem) -> Void
  ) throws(FileProblem) {
    let reader = try ArchiveReader(url, kind: .zip, limit: limit)
    while let entry = try reader.nextEntry() {
      if try isFile(entry, in: reader), isWanted(entry.path) {
        try body(File(path: entry.path, contents: reader.readContents(of: entry)))
      }
    }
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
    let reader = try ArchiveReader(url, kind: .gzip, limit: limit)
    guard let entry = try reader.nextEntry() else { return [] }
    return try reader.readContents(of: entry)
  }

  /// Whether the entry is a file (true) or a folder (false).
  ///
  /// - Throws: `FileProblem` if it is neither or leads out of the archive.
  private static func isFile(
    _ entry: ArchiveReader.Entry, in reader: ArchiveReader
  ) throws(FileProblem) -> Bool {
    let inside = "a path within the archive"
    // Backslashes separate folders in archives made on Windows.
    let parts = entry.path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    if parts[0].isEmpty || parts[0].last == ":" {
      throw reader.problem(entry, found: "an absolute path, which is refused", expected: inside)
    }
    if parts.contains("..") {
      throw reader.problem(
        entry, found: "one that leads out of it, which is refused", expected: inside)
    }
    switch entry.kind {
    case .file: return true
    case .folder: return false
    case .other:
      throw reader.problem(
        entry, found: "a link or a device, which is refused", expected: "a file or a folder")
    }
  }
}
