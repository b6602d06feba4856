/// The directory at the end of a zip archive: what the entries are called and where they lie.
///
/// PKWARE, "APPNOTE.TXT: .ZIP file format specification", 4.3 to 4.5. It is read here and not by
/// libarchive, which gives no name at all where the process's locale has no such characters, and
/// joins names whose bytes it cannot tell.
struct ZipDirectory {
  enum Kind: Sendable { case file, folder, other }

  struct Entry: Sendable {
    let name: ZipName
    let kind: Kind
    let isEncrypted: Bool
    /// How the contents are packed.
    let method: UInt16
    /// Of the unpacked contents.
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    /// Where its header lies in the archive, the contents behind it.
    let offset: Int
  }

  private(set) var entries: [Entry] = []
  /// How many entries the archive says that it has: more than there are where it is damaged.
  let statedCount: Int

  /// - Parameters:
  ///   - bytes: All of the directory.
  ///   - end: What the end of the archive says about it.
  init(_ bytes: [UInt8], end: ZipEnd) {
    statedCount = end.count
    let bytes = LittleEndian(bytes)
    var place = 0
    while let (entry, length) = Self.entry(at: place, of: bytes, shift: end.shift) {
      entries.append(entry)
      place += length
    }
  }

  static let signature = 0x0201_4B50
  private static let headerSize = 46

  /// The entry at a place and the bytes that it takes; nil if there is no whole one.
  private static func entry(
    at place: Int, of bytes: LittleEndian, shift: Int
  ) -> (Entry, length: Int)? {
    guard bytes.count - place >= headerSize, bytes.number(at: place, 4) == signature else {
      return nil
    }
    let nameStart = place + headerSize
    let extraStart = nameStart + bytes.number(at: place + 28, 2)
    let commentStart = extraStart + bytes.number(at: place + 30, 2)
    let end = commentStart + bytes.number(at: place + 32, 2)
    guard end <= bytes.count else { return nil }
    let extra = ZipExtra(bytes, from: extraStart, to: commentStart)
    let name = ZipName(bytes.bytes(nameStart..<extraStart), extra: extra)
    // In this order, and only those that are needed, follow numbers that 32 bits do not hold.
    var long = extra.longNumbers[...]
    func wide(_ offset: Int) -> Int {
      let number = bytes.number(at: place + offset, 4)
      return number == 0xFFFF_FFFF ? long.popFirst() ?? number : number
    }
    let (size, packedSize, offset) = (wide(24), wide(20), wide(42))
    let entry = Entry(
      name: name,
      kind: kind(
        name, madeBy: bytes.number(at: place + 5, 1), attributes: bytes.number(at: place + 38, 4)),
      isEncrypted: bytes.number(at: place + 8, 2) & 1 != 0,
      method: UInt16(bytes.number(at: place + 10, 2)),
      checksum: UInt32(bytes.number(at: place + 16, 4)), packedSize: packedSize, size: size,
      offset: offset.addingReportingOverflow(shift).partialValue)
    return (entry, end - place)
  }

  /// The high half of the attributes is a Unix file mode where the archive was made on such a system.
  private static func kind(_ name: ZipName, madeBy system: Int, attributes: Int) -> Kind {
    let (unix, darwin) = (3, 19)
    let isUnix = system == unix || system == darwin
    switch isUnix ? (attributes >> 16) & 0o170000 : 0 {
    case 0, 0o100000: return name.isFolder ? .folder : .file
    case 0o040000: return .folder
    default: return .other
    }
  }
}
