import Foundation

/// What tells two states of a file apart: two within one tick of the file system's clock differ in size, or,
/// written anew and renamed, in the file's number.
struct FileVersion: Equatable {
  /// When it was written, in nanoseconds since 1970.
  let time: Int
  let size: Int
  let number: UInt

  /// Nil if there is no such file.
  init?(of file: URL) {
    var status = stat()
    guard stat(file.path(percentEncoded: false), &status) == 0 else { return nil }
    time = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
    (size, number) = (Int(status.st_size), UInt(status.st_ino))
  }
}

extension FileVersion: CustomStringConvertible {
  var description: String { "\(time)-\(size)-\(number)" }
}
