/// The checksum of this library's own files, which the fuzzer sets right so that more than it is tried.
struct DamageSum {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(_ pieces: ArraySlice<UInt8>...) { for piece in pieces { add(piece) } }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    let whole = bytes.count / 8 * 8
    for start in stride(from: bytes.startIndex, to: bytes.startIndex + whole, by: 8) {
      mix(bytes.number(at: start, 8))
    }
    mix(bytes.number(at: bytes.startIndex + whole, bytes.count - whole))
    mix(UInt64(bytes.count))
  }

  private mutating func mix(_ word: UInt64) {
    value = (value ^ word) &* 0xBF58_476D_1CE4_E5B9
    value ^= value >> 32
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// The number in up to 8 bytes, the lowest first.
  func number(at place: Int, _ count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(self[place + $1]) << UInt64(8 * $1) }
  }
}

extension [UInt8] {
  /// Writes a number over as many bytes, the lowest first.
  mutating func put(_ number: some BinaryInteger, at place: Int, _ count: Int) {
    for index in 0..<count {
      self[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
    }
  }

  /// Adds a number in so many bytes, the lowest first.
  mutating func append(_ number: some BinaryInteger, _ count: Int) {
    for index in 0..<count { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }
}
