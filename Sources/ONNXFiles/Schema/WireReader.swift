import Foundation

/// The fields of a message of protocol buffers, one after another.
///
/// The format is described at <https://protobuf.dev/programming-guides/encoding>. Bytes are parts of the
/// data that is read, so that nothing is copied.
struct WireReader {
  /// What a field holds.
  enum Value {
    case number(UInt64)
    case fixed64(UInt64)
    case bytes(Data)
    case fixed32(UInt32)
  }

  private let data: Data
  fileprivate var place: Int

  init(_ data: Data) {
    self.data = data
    place = data.startIndex
  }

  /// The number of the next field and what it holds; nil at the end.
  mutating func next() throws -> (field: Int, value: Value)? {
    if place == data.endIndex { return nil }
    let key = try number()
    let field = Int(truncatingIfNeeded: key >> 3)
    switch key & 7 {
    case 0: return (field, .number(try number()))
    case 1: return (field, .fixed64(try fixed(UInt64.self)))
    case 2:
      let count = try number()
      guard count <= UInt64(data.endIndex - place) else { throw Self.truncated }
      defer { place += Int(count) }
      return (field, .bytes(data[place..<place + Int(count)]))
    case 5: return (field, .fixed32(try fixed(UInt32.self)))
    default: throw GraphProblem(expected: "a field of a known kind", found: "kind \(key & 7)")
    }
  }

  /// The next number, seven bits a byte, the last of which has no eighth.
  mutating func number() throws -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard place < data.endIndex else { throw Self.truncated }
      let byte = data[place]
      place += 1
      result |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return result }
    }
    throw GraphProblem(expected: "numbers of at most 10 bytes", found: "a longer one")
  }

  private mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    let size = MemoryLayout<Number>.size
    guard data.endIndex - place >= size else { throw Self.truncated }
    defer { place += size }
    return data[place..<place + size].withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(as: type))
    }
  }

  private static var truncated: GraphProblem {
    GraphProblem(expected: "fields that end within the file", found: "a truncated one")
  }
}

extension WireReader.Value {
  private func wrong(_ expected: String) -> GraphProblem {
    GraphProblem(expected: "a field that holds \(expected)", found: "another kind")
  }

  func data() throws -> Data {
    guard case .bytes(let data) = self else { throw wrong("bytes") }
    return data
  }

  func text() throws -> String { String(decoding: try data(), as: UTF8.self) }

  func message<Message: StoredMessage>(_ type: Message.Type = Message.self) throws -> Message {
    try Message(serializedBytes: data())
  }

  func integer() throws -> Int64 {
    guard case .number(let number) = self else { throw wrong("an integer") }
    return Int64(bitPattern: number)
  }

  func int32() throws -> Int32 { Int32(truncatingIfNeeded: try integer()) }

  func float() throws -> Float {
    guard case .fixed32(let bits) = self else { throw wrong("a float") }
    return Float(bitPattern: bits)
  }

  /// Integers, packed or one a field.
  func integers() throws -> [Int64] {
    guard case .bytes(let data) = self else { return [try integer()] }
    var reader = WireReader(data)
    var result: [Int64] = []
    while reader.place < data.endIndex { result.append(Int64(bitPattern: try reader.number())) }
    return result
  }

  /// Floats, packed or one a field.
  func floats() throws -> [Float] {
    guard case .bytes(let data) = self else { return [try float()] }
    guard data.count.isMultiple(of: 4) else { throw wrong("floats") }
    return data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map { offset in
        Float(
          bitPattern: UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      }
    }
  }

  /// Doubles, packed or one a field.
  func doubles() throws -> [Double] {
    if case .fixed64(let bits) = self { return [Double(bitPattern: bits)] }
    let data = try data()
    guard data.count.isMultiple(of: 8) else { throw wrong("doubles") }
    return data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 8).map { offset in
        Double(
          bitPattern: UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
    }
  }
}
