import Foundation

/// A new file that grows at its end, for one writer.
package final class FileAppender: Sendable {
  private let url: URL
  private let descriptor: Int32

  /// Makes a file, which must not be there yet.
  package init(_ url: URL) throws(FileProblem) {
    self.url = url
    descriptor = open(url.systemPath, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw FileProblem(url, found: Files.message(errno), expected: "a file that is made anew")
    }
  }

  deinit { close(descriptor) }

  /// Adds bytes at the end; if not all can be written, the file stays as it was.
  package func append(_ bytes: [UInt8]) throws(FileProblem) {
    let end = lseek(descriptor, 0, SEEK_END)
    let code = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    guard code == 0 else {
      _ = ftruncate(descriptor, end)
      throw FileProblem(url, found: Files.message(code), expected: "space for \(bytes.count) bytes")
    }
  }
}
