import CLibArchive
import Files
import Foundation

/// Writes a zip archive, entry by entry, all of it or nothing.
package final class ZipWriter {
  private let archive: OpaquePointer
  private let file: FileWriter
  /// What the disk said, which libarchive does not pass on.
  private var failure: FileProblem?
  private var isAbandoned = false
  /// Whether libarchive is done with the file.
  private(set) var isClosed = false

  /// Calls `body` with a writer of the archive at `url`.
  ///
  /// - Parameters:
  ///   - isPacked: Whether contents are made smaller; else they are as they are.
  package static func write(
    to url: URL, isPacked: Bool, _ body: (ZipWriter) throws(FileProblem) -> Void
  ) throws(FileProblem) {
    try writeAtomically(to: url) { file throws(FileProblem) in
      let writer = try ZipWriter(file, isPacked: isPacked, place: url.shownPath)
      do throws(FileProblem) {
        try body(writer)
      } catch {
        writer.abandon()
        throw error
      }
      try writer.finish()
    }
  }

  private init(_ file: FileWriter, isPacked: Bool, place: String) throws(FileProblem) {
    guard let archive = archive_write_new() else {
      throw FileProblem(path: place, found: "none left", expected: "memory to write an archive")
    }
    (self.archive, self.file, self.place) = (archive, file, place)
    archive_write_set_format_zip(archive)
    archive_write_set_options(archive, "zip:compression=\(isPacked ? "deflate" : "store")")
    archive_write_set_bytes_in_last_block(archive, 1)
    try require(
      archive_write_open(
        archive, Unmanaged.passUnretained(self).toOpaque(), nil,
        { _, client, bytes, count in
          guard let client, let bytes else { return -1 }
          let writer = Unmanaged<ZipWriter>.fromOpaque(client).takeUnretainedValue()
          return writer.pass(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
        },
        { _, client in
          guard let client else { return ARCHIVE_OK }
          Unmanaged<ZipWriter>.fromOpaque(client).takeUnretainedValue().isClosed = true
          return ARCHIVE_OK
        }))
  }

  private let place: String

  deinit { archive_write_free(archive) }

  /// What was not finished is not to be written either; but libarchive gives back memory only when it closes.
  private func abandon() {
    isAbandoned = true
    archive_write_close(archive)
  }

  private func pass(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if isAbandoned { return true }
    do throws(FileProblem) {
      try file.write(bytes)
      return true
    } catch {
      failure = error
      return false
    }
  }

  /// Adds an entry whose contents are the given pieces, one after another.
  package func add(
    _ path: String, size: Int,
    _ pieces: ((UnsafeRawBufferPointer) throws(FileProblem) -> Void)
      throws(FileProblem) -> Void
  ) throws(FileProblem) {
    let entry = archive_entry_new()
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, path)
    archive_entry_set_filetype(entry, 0o100000)  // a regular file
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(size))
    // The same bytes each time: the first day that the format has.
    archive_entry_set_mtime(entry, 315_532_800, 0)
    try require(archive_write_header(archive, entry))
    try pieces { bytes throws(FileProblem) in
      var done = 0
      while done < bytes.count {
        let count = archive_write_data(
          archive, bytes.baseAddress! + done, min(bytes.count - done, 1 << 30))
        guard count > 0 else { return try require(ARCHIVE_FATAL) }
        done += count
      }
    }
    try require(archive_write_finish_entry(archive))
  }

  /// Adds an entry of the given contents.
  package func add(_ path: String, _ contents: [UInt8]) throws(FileProblem) {
    try add(path, size: contents.count) { write throws(FileProblem) in
      try contents.withUnsafeBytes { bytes in
        Result { () throws(FileProblem) in try write(bytes) }
      }.get()
    }
  }

  private func finish() throws(FileProblem) { try require(archive_write_close(archive)) }

  private func require(_ status: Int32) throws(FileProblem) {
    if let failure { throw failure }
    if status >= ARCHIVE_WARN { return }
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? "unknown reason"
    throw FileProblem(path: place, found: reason, expected: "a writable archive")
  }
}
