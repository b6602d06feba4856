import Files

/// Reads numbers of a file's bytes one after the other, and never past its end.
struct ByteReader {
  let data: [UInt8]
  /// Of the byte that is read next.
  var position: Int

  init(_ data: [UInt8], at position: Int = 0) {
    self.data = data
    self.position = position
  }

  /// How many bytes are left.
  var rest: Int { max(data.count - position, 0) }

  /// The next byte; nil at the end.
  mutating func byte() -> UInt8? {
    guard rest > 0 else { return nil }
    position += 1
    return data[position - 1]
  }

  /// The number in the next bytes, from 1 to 7 of them; nil where fewer are left.
  mutating func integer(_ size: Int, isLittleEndian: Bool = true) -> Int? {
    guard let bytes = bytes(size) else { return nil }
    return isLittleEndian
      ? bytes.reversed().reduce(0) { $0 << 8 | Int($1) } : bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  /// The next bytes; nil where fewer are left.
  mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest else { return nil }
    position += count
    return data[position - count..<position]
  }
}
