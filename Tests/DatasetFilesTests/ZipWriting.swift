import Basics
import Files
import Foundation
import TestSupport

@testable import DatasetFiles

/// Writes zip archives with names of any bytes.
enum ZipWriting {
  static func zip(_ files: [(name: BytePath, contents: [UInt8])], to url: URL) throws {
    var (body, directory): ([UInt8], [UInt8]) = ([], [])
    func number(_ value: Int, _ size: Int) -> [UInt8] {
      (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    for (name, contents) in files {
      let checksum = Int(CyclicCheck.crc32.sum(of: contents))
      // Stored, without a time; the checksum, both sizes, and the length of the name.
      let facts =
        number(0, 8) + number(checksum, 4) + number(contents.count, 4) + number(contents.count, 4)
        + number(name.bytes.count, 2) + number(0, 2)
      directory +=
        [0x50, 0x4B, 1, 2] + number(0x0314, 2) + number(20, 2) + facts + number(0, 6)
        + number(0o600 << 16, 4) + number(body.count, 4) + name.bytes
      body += [0x50, 0x4B, 3, 4] + number(20, 2) + facts + name.bytes + contents
    }
    let end =
      [0x50, 0x4B, 5, 6] + number(0, 4) + number(files.count, 2) + number(files.count, 2)
      + number(directory.count, 4) + number(body.count, 4) + number(0, 2)
    try Files.write(body + directory + end, to: url)
  }
}

extension TemporaryFolder {
  /// Writes a file whose path may have any bytes, and makes the folders above it.
  func write(_ contents: [UInt8], to path: BytePath) throws {
    var place = BytePath(of: url)
    for name in path.names {
      place = place.appending(name)
      let system = place.bytes.map { CChar(bitPattern: $0) } + [0]
      if place.bytes.count < BytePath(of: url).appending(path).bytes.count {
        guard mkdir(system, 0o700) == 0 || errno == EEXIST else { throw POSIXError(.EIO) }
        continue
      }
      guard let file = fopen(system, "w") else { throw POSIXError(.EIO) }
      defer { fclose(file) }
      guard fwrite(contents, 1, contents.count, file) == contents.count else {
        throw POSIXError(.EIO)
      }
    }
  }
}
