import CLibArchive
import Foundation

/// Writes archives for tests, good ones and hostile ones.
enum ArchiveWriting {
  enum Entry {
    case file(String, [UInt8])
    case folder(String)
    case link(String, to: String)
  }

  static func zip(_ entries: [Entry], to url: URL) throws {
    guard let archive = archive_write_new() else { throw POSIXError(.ENOMEM) }
    defer { archive_write_free(archive) }
    archive_write_set_format_zip(archive)
    guard archive_write_open_filename(archive, url.path(percentEncoded: false)) == ARCHIVE_OK else {
      throw POSIXError(.EIO)
    }
    for entry in entries {
      switch entry {
      case .file(let name, let bytes): try add(name, 0o100000, bytes, to: archive)
      case .folder(let name): try add(name, 0o040000, [], to: archive)
      case .link(let name, let target): try add(name, 0o120000, [], link: target, to: archive)
      }
    }
    guard archive_write_close(archive) == ARCHIVE_OK else { throw POSIXError(.EIO) }
  }

  static func gzip(_ bytes: [UInt8], to url: URL) throws {
    guard let archive = archive_write_new() else { throw POSIXError(.ENOMEM) }
    defer { archive_write_free(archive) }
    archive_write_add_filter_gzip(archive)
    archive_write_set_format_raw(archive)
    guard archive_write_open_filename(archive, url.path(percentEncoded: false)) == ARCHIVE_OK else {
      throw POSIXError(.EIO)
    }
    try add("data", 0o100000, bytes, to: archive)
    guard archive_write_close(archive) == ARCHIVE_OK else { throw POSIXError(.EIO) }
  }

  private static func add(
    _ name: String, _ kind: UInt32, _ bytes: [UInt8], link: String? = nil, to archive: OpaquePointer
  ) throws {
    let entry = archive_entry_new()
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, name)
    archive_entry_set_filetype(entry, kind)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(bytes.count))
    if let link { archive_entry_set_symlink(entry, link) }
    guard archive_write_header(archive, entry) == ARCHIVE_OK,
      bytes.isEmpty || archive_write_data(archive, bytes, bytes.count) == bytes.count
    else { throw POSIXError(.EIO) }
  }
}
