import Foundation

/// Archives whose checksums are set right, so that more than the checksums is tried.
enum Zip {
  /// The input with the checksum of each stored file, if it is an archive.
  static func mended(_ input: Input) -> Input {
    var bytes = input.bytes
    for start in bytes.indices.dropLast(46) where bytes[start] == 0x50 && bytes[start + 1] == 0x4B {
      guard bytes[start + 2] == 1, bytes[start + 3] == 2 else { continue }
      mend(&bytes, entry: start)
    }
    return Input(bytes: bytes, folder: input.folder)
  }

  private static func mend(_ bytes: inout [UInt8], entry: Int) {
    let isStored = number(bytes, entry + 10, 2) == 0
    let (size, header) = (number(bytes, entry + 20, 4), number(bytes, entry + 42, 4))
    guard isStored, header + 30 <= bytes.count, bytes[header] == 0x50 else { return }
    let start = header + 30 + number(bytes, header + 26, 2) + number(bytes, header + 28, 2)
    guard start + size <= bytes.count else { return }
    let checksum = crc(bytes[start..<start + size])
    for (place, shift) in [(0, 0), (1, 8), (2, 16), (3, 24)] {
      bytes[entry + 16 + place] = UInt8(truncatingIfNeeded: checksum >> UInt32(shift))
      bytes[header + 14 + place] = UInt8(truncatingIfNeeded: checksum >> UInt32(shift))
    }
  }

  private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320
    }
  }

  /// The checksum of zip and PNG.
  static func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }
}
