import Foundation

/// A path or a name byte for byte, as the system or an archive has it.
///
/// Strings are equal where they look the same: ü as one character and as u with two dots. To the system
/// those are two files, and a name may also have bytes that are no text at all.
package struct BytePath: Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The path of folders, each within the one before.
  package init(names: ArraySlice<BytePath>) {
    bytes = Array(names.map(\.bytes).joined(separator: [Self.slash]))
  }

  /// What calls of the system take. An address may have bytes that are no text, as `caf%E9`, which its
  /// `path` leaves out.
  package init(of url: URL) {
    let address = Array(url.path(percentEncoded: true).utf8)
    var bytes: [UInt8] = []
    var place = 0
    while place < address.count {
      let digits = address[place...].dropFirst().prefix(2)
      if address[place] == UInt8(ascii: "%"),
        let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        place += 3
      } else {
        bytes.append(address[place])
        place += 1
      }
    }
    self.bytes = bytes
  }

  /// The path of what lies in this folder; the name itself where the path is empty.
  package func appending(_ name: BytePath) -> BytePath {
    if bytes.isEmpty { return name }
    return BytePath(
      bytes.last == Self.slash ? bytes + name.bytes : bytes + [Self.slash] + name.bytes)
  }

  /// The folder that it lies in; nil if the path has but one name.
  package var parent: BytePath? {
    bytes.lastIndex(of: Self.slash).map { BytePath(Array(bytes[..<$0])) }
  }

  /// The names of the folders on the way and of what lies there.
  package var names: [BytePath] {
    bytes.split(separator: Self.slash).map { BytePath(Array($0)) }
  }

  package func hasPrefix(_ text: String) -> Bool { bytes.starts(with: text.utf8) }

  package func hasSuffix(_ text: String) -> Bool {
    bytes.suffix(text.utf8.count).elementsEqual(text.utf8)
  }

  private static let slash = UInt8(ascii: "/")
}

// By calls of the system, since arrays are slow at it in a debug build.
extension BytePath: Hashable, Comparable {
  package static func == (left: BytePath, right: BytePath) -> Bool { left.order(right) == 0 }

  /// In the order of bytes, which is that of the characters' numbers.
  package static func < (left: BytePath, right: BytePath) -> Bool { left.order(right) < 0 }

  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  private func order(_ other: BytePath) -> Int {
    let common = min(bytes.count, other.bytes.count)
    let order = bytes.withUnsafeBytes { left in
      other.bytes.withUnsafeBytes { right in
        common == 0 ? 0 : memcmp(left.baseAddress!, right.baseAddress!, common)
      }
    }
    return order == 0 ? bytes.count - other.bytes.count : Int(order)
  }
}

extension BytePath: CustomStringConvertible, ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }

  /// The text; of bytes that are none their numbers: `caf\xE9`.
  package var description: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var place = 0
    while place < bytes.count {
      var rest = bytes[place...].makeIterator()
      var parser = Unicode.UTF8.ForwardParser()
      if case .valid(let scalar) = parser.parseScalar(from: &rest) {
        text.unicodeScalars.append(Unicode.UTF8.decode(scalar))
        place += scalar.count
      } else {
        let digits = String(bytes[place], radix: 16, uppercase: true)
        text += digits.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
        place += 1
      }
    }
    return text
  }
}
