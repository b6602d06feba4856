import CLibArchive
import Files

/// One libarchive reader of one file: a gzip file, or an entry of a zip archive.
final class ArchiveReader {
  enum Kind { case gzip, zipEntry }

  private let archive: OpaquePointer
  /// The file or the entry, for errors.
  private let path: String

  private init(path: String) throws(FileProblem) {
    guard let archive = archive_read_new() else {
      throw FileProblem(path: path, found: "none left", expected: "memory to read an archive")
    }
    (self.archive, self.path) = (archive, path)
  }

  deinit { archive_read_free(archive) }

  /// What a packed file holds.
  ///
  /// - Parameters:
  ///   - bytes: All of a gzip file; or an entry of a zip archive, from its header on.
  ///   - limit: More is refused.
  ///   - isPart: The first bytes will do; else all are read, and their checksum is compared.
  ///   - path: The file, for errors.
  static func unpack(
    _ bytes: [UInt8], as kind: Kind, limit: Int, isPart: Bool = false, path: String
  ) throws(FileProblem) -> [UInt8] {
    let reader = try ArchiveReader(path: path)
    return try bytes.withUnsafeBufferPointer { bytes throws(FileProblem) in
      try reader.open(UnsafeRawBufferPointer(bytes), as: kind)
      return try reader.contents(limit: limit, isPart: isPart)
    }
  }

  private func open(_ bytes: UnsafeRawBufferPointer, as kind: Kind) throws(FileProblem) {
    switch kind {
    case .zipEntry: archive_read_support_format_zip_streamable(archive)
    case .gzip:
      archive_read_support_filter_gzip(archive)
      archive_read_support_format_raw(archive)
    }
    let isOpen = archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK
    if kind == .gzip && archive_filter_code(archive, 0) != ARCHIVE_FILTER_GZIP {
      throw FileProblem(path: path, found: "something else", expected: "a gzip file")
    }
    var entry: OpaquePointer?
    guard isOpen, archive_read_next_header(archive, &entry) >= ARCHIVE_WARN, entry != nil else {
      throw damage
    }
  }

  private func contents(limit: Int, isPart: Bool) throws(FileProblem) -> [UInt8] {
    var contents: [UInt8] = []
    while true {
      var block: UnsafeRawPointer?
      var size = 0
      var offset: la_int64_t = 0
      let status = archive_read_data_block(archive, &block, &size, &offset)
      if status == ARCHIVE_EOF { return contents }
      guard status == ARCHIVE_OK, Int(offset) == contents.count else { throw damage }
      guard size <= limit - contents.count else {
        throw FileProblem(
          path: path, found: "more", expected: "at most \(limit) bytes unpacked")
      }
      contents.append(contentsOf: UnsafeRawBufferPointer(start: block, count: size))
      if isPart && !contents.isEmpty { return contents }
    }
  }

  private var damage: FileProblem {
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? "unknown reason"
    return FileProblem(
      path: path, found: "damaged or truncated ones: \(reason)", expected: "whole contents")
  }
}
