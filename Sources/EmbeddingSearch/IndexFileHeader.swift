import Basics
import Files
import Foundation

/// What stands at the beginning of an index's file: a line that names the kind, the size of the header, its
/// checksum, and the header as JSON, filled up with spaces to a multiple of 64 bytes.
package struct IndexFileHeader {
  private let magic: [UInt8]
  private static let largest = 1 << 30
  private static let unit = 64

  /// - Parameter kind: The first line.
  package init(_ kind: String) { magic = Array("\(kind)\n".utf8) }

  /// The bytes of a header, with what stands before it.
  package func encoded(_ header: some Encodable, for url: URL) throws(FileProblem) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json: Data
    do {
      json = try encoder.encode(header)
    } catch {
      throw FileProblem(
        url, found: "numbers that are not finite", expected: "a metric of finite numbers")
    }
    let prefix = magic.count + 16
    let padding = (Self.unit - (prefix + json.count) % Self.unit) % Self.unit
    let text = Array(json) + [UInt8](repeating: 0x20, count: padding)
    var bytes = magic
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: checksum(text).littleEndian) { bytes.append(contentsOf: $0) }
    return bytes + text
  }

  /// The header of a file, and where it ends.
  package func read<Header: Decodable>(
    _ type: Header.Type, of file: MappedFile
  ) throws(FileProblem) -> (header: Header, end: Int) {
    let prefix = magic.count + 16
    guard file.bytes.count >= prefix, file.bytes.starts(with: magic) else {
      let kind = String(decoding: magic.dropLast(), as: UTF8.self)
      throw file.problem(found: "another beginning", expected: "the line '\(kind)'")
    }
    let stored = file.bytes.loadUnaligned(fromByteOffset: magic.count, as: UInt64.self)
    let sum = file.bytes.loadUnaligned(fromByteOffset: magic.count + 8, as: UInt64.self)
    let size = UInt64(littleEndian: stored)
    guard size <= UInt64(min(Self.largest, file.bytes.count - prefix)) else {
      throw file.problem(
        found: "a header of \(size) bytes", expected: "one within \(file.bytes.count) bytes")
    }
    let end = prefix + Int(size)
    // What follows is used where it lies.
    guard end % Self.unit == 0 else {
      throw file.problem(
        found: "a header that ends at byte \(end)", expected: "a multiple of \(Self.unit)")
    }
    let text = Array(file.bytes[prefix..<end])
    guard checksum(text) == UInt64(littleEndian: sum) else {
      throw file.problem(found: "a damaged header", expected: "one with its checksum")
    }
    do {
      return (try JSONDecoder().decode(type, from: Data(text)), end)
    } catch {
      throw file.problem(found: "an unknown header", expected: "that of an index")
    }
  }

  private func checksum(_ bytes: [UInt8]) -> UInt64 {
    var check = DamageCheck()
    bytes.withUnsafeBytes { check.add($0) }
    return check.value
  }
}
