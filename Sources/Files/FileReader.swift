import Foundation

/// A file, or bytes in memory, whose parts are read where they are wanted: large contents go straight to
/// their place in memory, without another copy of them.
///
/// Not mapped: a mapped file that somebody truncates stops the program, and its pages count as memory.
package final class FileReader: Sendable {
  private enum Source: Sendable {
    case file(FileHandle)
    case memory([UInt8])
  }

  /// What errors name.
  package let place: String
  /// Bytes.
  package let size: Int
  private let source: Source

  /// Opens a file; a folder, a pipe or a device is none.
  package init(_ url: URL) throws(FileProblem) {
    let file = try Files.open(url)
    place = url.shownPath
    size = Files.size(of: file.fileDescriptor)
    source = .file(file)
  }

  /// Bytes that stand for a file.
  package init(_ bytes: [UInt8], place: String) {
    self.place = place
    size = bytes.count
    source = .memory(bytes)
  }

  /// The bytes of a range, which must lie within the file.
  package func bytes(_ range: Range<Int>) throws(FileProblem) -> [UInt8] {
    var failure: FileProblem?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { target, count in
      guard let start = target.baseAddress, !range.isEmpty else { return }
      do throws(FileProblem) {
        try read(range, into: start)
        count = range.count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes the bytes of a range, which must lie within the file, to a place in memory.
  package func read(
    _ range: Range<Int>, into target: UnsafeMutableRawPointer
  ) throws(FileProblem) {
    guard range.lowerBound >= 0, range.upperBound <= size else {
      throw problem(found: "bytes \(range) of \(size)", expected: "bytes within the file")
    }
    switch source {
    case .memory(let bytes):
      if range.isEmpty { return }
      bytes.withUnsafeBytes {
        target.copyMemory(from: $0.baseAddress! + range.lowerBound, byteCount: range.count)
      }
    case .file(let file):
      var done = 0
      while done < range.count {
        // Some systems refuse more than 2 GiB a call.
        let count = pread(
          file.fileDescriptor, target + done, min(range.count - done, 1 << 30),
          off_t(range.lowerBound + done))
        if count > 0 {
          done += count
        } else if count == 0 {
          throw problem(
            found: "its end at byte \(range.lowerBound + done)", expected: "\(size) bytes")
        } else if errno != EINTR {
          throw problem(found: Files.message(errno), expected: "a readable file")
        }
      }
    }
  }

  /// What is wrong with the file.
  package func problem(found: String, expected: String) -> FileProblem {
    FileProblem(path: place, found: found, expected: expected)
  }
}
