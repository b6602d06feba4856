/// The header before the contents of an entry of a zip archive, made for an entry that stands alone.
struct ZipHeader {
  /// Without the name and the fields behind it.
  static let size = 30
  static let signature = 0x0403_4B50
  /// The way to pack that leaves contents as they are.
  static let stored: UInt16 = 0

  private(set) var bytes: [UInt8] = []

  /// With a name that plays no role, and sizes of 64 bits.
  init(method: UInt16, checksum: UInt32, packedSize: Int, size: Int) {
    let (version, longNumbers, unknown) = (45, 1, 0xFFFF_FFFF)
    append(Self.signature, 4)
    append(version, 2)
    append(0, 2)
    append(Int(method), 2)
    append(0, 4)
    append(Int(checksum), 4)
    append(unknown, 4)
    append(unknown, 4)
    append(1, 2)
    append(20, 2)
    bytes.append(UInt8(ascii: "x"))
    append(longNumbers, 2)
    append(16, 2)
    append(size, 8)
    append(packedSize, 8)
  }

  private mutating func append(_ number: Int, _ size: Int) {
    for index in 0..<size { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }
}
