import Foundation

/// The bytes of a message of protocol buffers, field by field; what has its default is left out.
package struct WireWriter {
  package private(set) var data = Data()

  package init() {}

  private mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      data.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    data.append(UInt8(rest))
  }

  private mutating func key(_ field: Int, _ kind: UInt64) { number(UInt64(field) << 3 | kind) }

  /// An integer, also 0 if it `isGiven`.
  package mutating func add(_ field: Int, _ value: Int64, isGiven: Bool = false) {
    guard value != 0 || isGiven else { return }
    key(field, 0)
    number(UInt64(bitPattern: value))
  }

  /// A number of four bytes, also 0.
  package mutating func add(_ field: Int, _ value: Float) {
    key(field, 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
  }

  /// A number of eight bytes.
  package mutating func add(_ field: Int, _ value: Double) {
    guard value != 0 else { return }
    key(field, 1)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
  }

  /// Bytes, also none if they are `isGiven`.
  package mutating func add(_ field: Int, _ bytes: Data, isGiven: Bool = false) {
    guard !bytes.isEmpty || isGiven else { return }
    key(field, 2)
    number(UInt64(bytes.count))
    data.append(bytes)
  }

  package mutating func add(_ field: Int, _ text: String, isGiven: Bool = false) {
    add(field, Data(text.utf8), isGiven: isGiven)
  }

  package mutating func add(_ field: Int, _ values: [String]) {
    for value in values { add(field, value, isGiven: true) }
  }

  /// Integers, packed.
  package mutating func add(_ field: Int, _ values: [Int64]) {
    var packed = WireWriter()
    for value in values { packed.number(UInt64(bitPattern: value)) }
    add(field, packed.data)
  }

  /// Floats, packed.
  package mutating func add(_ field: Int, _ values: [Float]) {
    var packed = Data()
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { packed.append(contentsOf: $0) }
    }
    add(field, packed)
  }

  /// Numbers of eight bytes, packed.
  package mutating func add(_ field: Int, _ values: [Double]) {
    var packed = Data()
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { packed.append(contentsOf: $0) }
    }
    add(field, packed)
  }
}
