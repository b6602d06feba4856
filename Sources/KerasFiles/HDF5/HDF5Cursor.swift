/// What is wrong with a file of HDF5, before its path is known.
struct HDF5Problem: Error {
  let found: String
  let expected: String

  /// What is neither a group nor an array.
  static let damage = HDF5Problem(found: "a damaged one", expected: "a group or an array")

  /// What a file may have and is not read.
  static func unknown(_ what: String) -> HDF5Problem {
    HDF5Problem(found: what, expected: "what Keras writes")
  }
}

/// A place in some bytes of a file, behind which numbers are read, the lowest byte first.
struct HDF5Cursor {
  private let bytes: [UInt8]
  /// Of addresses and of sizes, in this file.
  private let widths: (offset: Int, length: Int)
  private(set) var place = 0

  init(_ bytes: [UInt8], offset: Int = 8, length: Int = 8) {
    self.bytes = bytes
    widths = (offset, length)
  }

  /// How many bytes are left.
  var rest: Int { bytes.count - place }

  mutating func skip(_ count: Int) throws {
    guard (0...rest).contains(count) else { throw HDF5Problem.damage }
    place += count
  }

  /// Goes to the next multiple of eight bytes.
  mutating func align() throws { try skip((8 - place % 8) % 8) }

  mutating func bytes(_ count: Int) throws -> [UInt8] {
    let start = place
    try skip(count)
    return Array(bytes[start..<place])
  }

  /// A number of at most eight bytes, which must not be beyond an `Int`.
  mutating func number(_ size: Int) throws -> Int {
    guard let number = Int(exactly: try bits(size)) else { throw HDF5Problem.damage }
    return number
  }

  private mutating func bits(_ size: Int) throws -> UInt64 {
    try bytes(size).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// An address; nil for that of nothing.
  mutating func address() throws -> Int? {
    let bits = try bits(widths.offset)
    if bits == UInt64.max >> UInt64(64 - 8 * widths.offset) { return nil }
    guard let address = Int(exactly: bits) else { throw HDF5Problem.damage }
    return address
  }

  /// A size.
  mutating func length() throws -> Int { try number(widths.length) }

  /// Goes behind a signature, which must be there.
  mutating func expect(_ signature: String) throws {
    guard try bytes(signature.utf8.count).elementsEqual(signature.utf8) else {
      throw HDF5Problem.damage
    }
  }

  /// The text up to a zero, which must be in UTF-8.
  static func text(_ bytes: some Sequence<UInt8>) throws -> String {
    guard let text = String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self) else {
      throw HDF5Problem.damage
    }
    return text
  }
}
