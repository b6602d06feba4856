/// Reads zip archives and gzip files through libarchive, without writing anything to disk.
public enum Archive {
  /// A regular file of an archive.
  public struct File: Sendable, Hashable {
    /// The path within the archive: `images_background/Greek/character01/0394_01.png`.
    public let path: String
    /// The unpacked bytes.
    public let contents: [UInt8]
  }

  /// What an archive may unpack to in all, unless told otherwise: 1 GiB.
  public static let defaultLimit = 1 << 30

  /// Calls `body` with each regular file of the zip archive at `path` that is wanted, in the
  /// archive's order; others are not unpacked.
  ///
  /// Throws `FileError` where it cannot be read and `ArchiveError`, which names the archive, the
  /// entry and the reason, where it is damaged or truncated, where an entry is a link, has an
  /// absolute path or one with `..`, and where it unpacks to more than `limit` bytes in all. Files
  /// before a bad entry have been given to `body` by then.
  public static func forEachFile(
    inZip path: String, limit: Int = defaultLimit,
    where isWanted: (String) throws -> Bool = { _ in true }, _ body: (File) throws -> Void
  ) throws {
    let reader = try ArchiveReader(path: path, kind: .zip, limit: limit)
    while let entry = try reader.nextEntry() {
      if try isFile(entry, in: path), try isWanted(entry.path) {
        try body(File(path: entry.path, contents: reader.readContents(of: entry)))
      }
    }
  }

  /// The unpacked contents of the gzip file at `path`, at most `limit` bytes.
  ///
  /// Throws `FileError` where it cannot be read and `ArchiveError` where it is no gzip file, is
  /// damaged or truncated.
  public static func gunzip(_ path: String, limit: Int = defaultLimit) throws -> [UInt8] {
    let reader = try ArchiveReader(path: path, kind: .gzip, limit: limit)
    guard let entry = try reader.nextEntry() else { return [] }
    return try reader.readContents(of: entry)
  }

  /// Whether the entry is a file (true) or a folder (false); throws where it is neither or leads
  /// out of the archive.
  private static func isFile(
    _ entry: ArchiveReader.Entry, in archive: String
  ) throws(ArchiveError) -> Bool {
    func refusal(_ reason: String) -> ArchiveError {
      ArchiveError(path: archive, entry: entry.path, reason: reason)
    }
    // Backslashes separate folders in archives made on Windows.
    let parts = entry.path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    if parts[0].isEmpty || parts[0].last == ":" {
      throw refusal("has an absolute path, which is refused")
    }
    if parts.contains("..") { throw refusal("leads out of the archive, which is refused") }
    switch entry.kind {
    case .file: return true
    case .folder: return false
    case .other: throw refusal("is a link or a device, which is refused")
    }
  }
}
