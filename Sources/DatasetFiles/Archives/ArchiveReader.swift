import CLibArchive
import Foundation

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
  private let isTruncated: Bool
  /// How many bytes have been unpacked so far.
  private var unpacked = 0
  private var lastEntry: String?

  init(path: String, kind: Kind, limit: Int) throws {
    let handle = try Files.open(path)
    isTruncated = try kind == .zip && !Self.hasDirectory(handle, path: path)
    guard let archive = archive_read_new() else {
      throw ArchiveError(path: path, reason: "cannot be read: out of memory")
    }
    self.path = path
    self.archive = archive
    self.limit = limit
    switch kind {
    case .zip: archive_read_support_format_zip(archive)
    case .gzip:
      archive_read_support_filter_gzip(archive)
      archive_read_support_format_raw(archive)
    }
    let isOpen = archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK
    if kind == .gzip && archive_filter_code(archive, 0) != ARCHIVE_FILTER_GZIP {
      throw ArchiveError(path: path, reason: "is no gzip file")
    }
    guard isOpen else {
      throw ArchiveError(path: path, reason: "is damaged or no \(kind) file: \(message)")
    }
  }

  /// Whether a zip archive has the directory at its end that tells it to be complete; libarchive
  /// would read the files before it all the same.
  private static func hasDirectory(_ handle: FileHandle, path: String) throws(FileError) -> Bool {
    let (record, longestComment) = (22, 65_535)
    do {
      let size = try handle.seekToEnd()
      let length = min(size, UInt64(record + longestComment))
      try handle.seek(toOffset: size - length)
      let tail = try handle.read(upToCount: Int(length)) ?? Data()
      return tail.range(of: Data([0x50, 0x4B, 0x05, 0x06])) != nil
    } catch {
      throw FileError(path: path, reason: "cannot be read: \(Files.reason(error))")
    }
  }

  deinit { archive_read_free(archive) }

  func nextEntry() throws(ArchiveError) -> Entry? {
    var pointer: OpaquePointer?
    let status = archive_read_next_header(archive, &pointer)
    if status == ARCHIVE_EOF {
      guard !isTruncated else {
        throw ArchiveError(path: path, reason: "is truncated: the directory at its end is missing")
      }
      return nil
    }
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

  private var message: String {
    archive_error_string(archive).map { String(cString: $0) } ?? "unknown reason"
  }
}
