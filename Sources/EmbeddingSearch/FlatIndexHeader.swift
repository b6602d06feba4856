import Basics
import Files
import Foundation

/// What stands at the beginning of an index's file: a line that names the kind, the size of the header, its
/// checksum, and the header as JSON, filled up with spaces to a multiple of 64 bytes.
struct FlatIndexHeader: Codable {
  let dimensions: Int
  let count: Int
  let storage: EmbeddingStorage
  let metric: MetricRecord
  /// How many rows are a piece, whose checksums count.
  let pieceRows: Int
  /// Of the checksums of each piece's ids and scales.
  let idChecksum: UInt64
  /// Of the checksums of each piece's rows and what is beside them.
  let rowChecksum: UInt64

  static let magic = Array("OneShot flat index 1\n".utf8)
  private static let largest = 1 << 30

  /// The bytes of the header, with what stands before it.
  func encoded(for url: URL) throws(FileProblem) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json: Data
    do {
      json = try encoder.encode(self)
    } catch {
      throw FileProblem(
        url, found: "numbers that are not finite", expected: "a metric of finite numbers")
    }
    let prefix = Self.magic.count + 16
    let padding = (64 - (prefix + json.count) % 64) % 64
    let text = Array(json) + [UInt8](repeating: 0x20, count: padding)
    var bytes = Self.magic
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: Self.checksum(text).littleEndian) { bytes.append(contentsOf: $0) }
    return bytes + text
  }

  /// The header of a file, and where it ends.
  static func read(_ file: MappedFile) throws(FileProblem) -> (header: FlatIndexHeader, end: Int) {
    let prefix = magic.count + 16
    guard file.bytes.count >= prefix, file.bytes.starts(with: magic) else {
      throw file.problem(found: "another beginning", expected: "a file of a FlatIndex")
    }
    let size = file.bytes.loadUnaligned(fromByteOffset: magic.count, as: UInt64.self)
    let sum = file.bytes.loadUnaligned(fromByteOffset: magic.count + 8, as: UInt64.self)
    guard size <= UInt64(min(largest, file.bytes.count - prefix)) else {
      throw file.problem(
        found: "a header of \(size) bytes", expected: "one within \(file.bytes.count) bytes")
    }
    let end = prefix + Int(size)
    let text = Array(file.bytes[prefix..<end])
    guard checksum(text) == UInt64(littleEndian: sum) else {
      throw file.problem(found: "a damaged header", expected: "one with its checksum")
    }
    do {
      return (try JSONDecoder().decode(FlatIndexHeader.self, from: Data(text)), end)
    } catch {
      throw file.problem(found: "an unknown header", expected: "that of a FlatIndex")
    }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt64 {
    var check = DamageCheck()
    bytes.withUnsafeBytes { check.add($0) }
    return check.value
  }
}
