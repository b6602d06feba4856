import CLibArchive

/// One libarchive reader, from opening a file to freeing it.
final class ArchiveReader {
  enum Kind { case zip, gzip }

  struct Entry {
    enum Kind { case file, folder, other }
    let path: String
    let kind: Kind
  }

  private let path: String
  private let archive: OpaquePointer
  private let limit: Int
  /// How many bytes have been unpacked so far.
  private var unpacked = 0
  private var lastEntry: String?

  init(path: String, kind: Kind, limit: Int) throws {
    guard Files.exists(path) else {
      throw FileError(path: path, reason: "cannot be read: there is no such file")
    }
    guard !Files.isFolder(path) else {
      throw FileError(path: path, reason: "is a folder, expected an archive file")
    }
    guard let archive = archive_read_new() else { throw Self.outOfMemory(path) }
    self.path = path
    self.archive = archive
    self.limit = limit
    switch kind {
    case .zip: archive_read_support_format_zip(archive)
    case .gzip:
      archive_read_support_filter_gzip(archive)
      archive_read_support_format_raw(archive)
    }
    guard archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK else {
      throw FileError(path: path, reason: "cannot be read: \(message)")
    }
    if kind == .gzip && archive_filter_code(archive, 0) != ARCHIVE_FILTER_GZIP {
      throw ArchiveError(path: path, reason: "is no gzip file")
    }
  }

  deinit { archive_read_free(archive) }

  func nextEntry() throws(ArchiveError) -> Entry? {
    var pointer: OpaquePointer?
    let status = archive_read_next_header(archive, &pointer)
    if status == ARCHIVE_EOF { return nil }
    // A warning is about a name in an unknown encoding, and comes with the entry.
    guard status >= ARCHIVE_WARN, let pointer else {
      let place = lastEntry.map { " after entry \($0)" } ?? ""
      throw ArchiveError(path: path, reason: "is damaged or truncated\(place): \(message)")
    }
    let name = archive_entry_pathname_utf8(pointer) ?? archive_entry_pathname(pointer)
    let entry = Entry(path: name.map { String(cString: $0) } ?? "", kind: Self.kind(of: pointer))
    lastEntry = entry.path
    return entry
  }

  func readContents(of entry: Entry) throws(ArchiveError) -> [UInt8] {
    var contents: [UInt8] = []
    while true {
      var block: UnsafeRawPointer?
      var size = 0
      var offset: la_int64_t = 0
      let status = archive_read_data_block(archive, &block, &size, &offset)
      if status == ARCHIVE_EOF { return contents }
      guard status == ARCHIVE_OK, Int(offset) == contents.count else {
        throw ArchiveError(
          path: path, entry: entry.path, reason: "is damaged or truncated: \(message)")
      }
      unpacked += size
      guard unpacked <= limit else {
        throw ArchiveError(
          path: path, entry: entry.path, reason: "unpacks to more than the \(limit) bytes allowed")
      }
      contents.append(contentsOf: UnsafeRawBufferPointer(start: block, count: size))
    }
  }

  private static func kind(of entry: OpaquePointer) -> Entry.Kind {
    if archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil { return .other }
    // The kinds are bits of a Unix file mode, S_IFREG and S_IFDIR.
    switch archive_entry_filetype(entry) {
    case 0o100000: return .file
    case 0o040000: return .folder
    default: return .other
    }
  }

  private static func outOfMemory(_ path: String) -> ArchiveError {
    ArchiveError(path: path, reason: "cannot be read: out of memory")
  }

  private var message: String {
    archive_error_string(archive).map { String(cString: $0) } ?? "unknown reason"
  }
}
