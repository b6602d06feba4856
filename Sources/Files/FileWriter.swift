import Foundation

/// A file that is written from its beginning on.
package struct FileWriter {
  /// What errors name.
  let url: URL
  let descriptor: Int32

  /// Writes the next bytes.
  package func write(_ bytes: [UInt8]) throws(FileProblem) {
    try require(bytes.withUnsafeBytes { writeAll($0, to: descriptor) })
  }

  /// Writes the next bytes.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
    try require(writeAll(bytes, to: descriptor))
  }

  /// Throws for the error code of a call of the system, unless it is 0.
  func require(_ code: Int32) throws(FileProblem) {
    if code != 0 {
      throw FileProblem(url, found: Files.message(code), expected: "a writable file")
    }
  }
}

/// Writes all bytes, in as many calls as that takes: if a disk gets full, the first call writes some
/// of them and only the next one says why not all.
///
/// - Returns: The system's error code, 0 for none.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
  // Some systems refuse more than 2 GiB a call.
  let largest = 1 << 30
  var done = 0
  while done < bytes.count {
    let count = write(descriptor, bytes.baseAddress! + done, min(bytes.count - done, largest))
    if count > 0 {
      done += count
    } else if errno != EINTR {
      return errno
    }
  }
  return 0
}
