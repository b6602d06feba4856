/// Numbers of 1 to 8 bytes in a file, the lowest byte first.
struct LittleEndian {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func bytes(_ range: Range<Int>) -> [UInt8] { Array(bytes[range]) }

  /// The number of `size` bytes at a place, which must be within the bytes; the largest `Int` if it is
  /// beyond that.
  func number(at place: Int, _ size: Int) -> Int {
    var number: UInt64 = 0
    for index in (place..<place + size).reversed() { number = number << 8 | UInt64(bytes[index]) }
    return Int(clamping: number)
  }
}
