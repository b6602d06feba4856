import CLibArchive
import Files
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
  private var lastEntry: Entry?

  init(_ url: URL, kind: Kind, limit: Int) throws(FileProblem) {
    path = url.relativePath
    let handle = try Files.open(url)
    isTruncated = kind == .zip ? try !Self.hasDirectory(handle, path: path) : false
    guard let archive = archive_read_new() else {
      throw FileProblem(path: path, found: "none left", expected: "memory to read an archive")
    }
    self.archive = archive
    self.limit = limit
    switch kind {
    case .zip: archive_read_support_format_zip(archive)
    case .gzip:
      archive_read_support_filter_gzip(archive)
      archive_read_support_format_raw(archive)
    }
    let file = url.systemPath
    let isOpen = archive_read_open_filename(archive, file, 1 << 16) == ARCHIVE_OK
    if kind == .gzip && archive_filter_code(archive, 0) != ARCHIVE_FILTER_GZIP {
      throw problem(found: "something else", expected: "a gzip file")
    }
    guard isOpen else {
      throw problem(
        found: "a damaged one or something else: \(message)", expected: "a \(kind) file")
    }
  }

  /// Whether a zip archive has the directory at its end that tells it to be complete; libarchive
  /// would read the files before it all the same.
  private static func hasDirectory(
    _ handle: FileHandle, path: String
  ) throws(FileProblem) -> Bool {
    let (record, longestComment) = (22, 65_535)
    do {
      let size = try handle.seekToEnd()
      let length = min(size, UInt64(record + longestComment))
      try handle.seek(toOffset: size - length)
      let tail = try handle.read(upToCount: Int(length)) ?? Data()
      return tail.range(of: Data([0x50, 0x4B, 0x05, 0x06])) != nil
    } catch {
      throw FileProblem(path: path, found: Files.reason(error), expected: "a readable file")
    }
  }

  deinit { archive_read_free(archive) }

  func nextEntry() throws(FileProblem) -> Entry? {
    var pointer: OpaquePointer?
    let status = archive_read_next_header(archive, &pointer)
    if status == ARCHIVE_EOF {
      guard !isTruncated else {
        throw problem(
          found: "a truncated one: the directory at its end is missing", expected: Self.whole)
      }
      return nil
    }
    // A warning is about a name in an unknown encoding, and comes with the entry.
    guard status >= ARCHIVE_WARN, let pointer else {
      let place = lastEntry.map { " after entry \($0.path)" } ?? ""
      throw problem(found: "a damaged or truncated one\(place): \(message)", expected: Self.whole)
    }
    let name = archive_entry_pathname_utf8(pointer) ?? archive_entry_pathname(pointer)
    let entry = Entry(path: name.map { String(cString: $0) } ?? "", kind: Self.kind(of: pointer))
    lastEntry = entry
    return entry
  }

  func readContents(of entry: Entry) throws(FileProblem) -> [UInt8] {
    var contents: [UInt8] = []
    while true {
      var block: UnsafeRawPointer?
      var size = 0
      var offset: la_int64_t = 0
      let status = archive_read_data_block(archive, &block, &size, &offset)
      if status == ARCHIVE_EOF { return contents }
      guard status == ARCHIVE_OK, Int(offset) == contents.count else {
        throw problem(
          entry, found: "damaged or truncated ones: \(message)", expected: "whole contents")
      }
      unpacked += size
      guard unpacked <= limit else {
        throw problem(entry, found: "more", expected: "at most \(limit) bytes unpacked in all")
      }
      contents.append(contentsOf: UnsafeRawBufferPointer(start: block, count: size))
    }
  }

  /// A problem with an entry, or with the archive as a whole.
  func problem(_ entry: Entry? = nil, found: String, expected: String) -> FileProblem {
    FileProblem(
      path: entry.map { "\(path)/\($0.path)" } ?? path, found: found, expected: expected)
  }

  private static let whole = "a whole zip archive"

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
