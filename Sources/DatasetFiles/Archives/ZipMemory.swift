import Files

/// What an entry of a zip archive says that its unpacking takes of memory, before a byte is unpacked: a file of
/// a hundred bytes may ask for gigabytes.
enum ZipMemory {
  /// The largest dictionary, in bytes: that of the highest preset of LZMA.
  static let largestDictionary = 1 << 26
  private static let (lzma, xz): (UInt16, UInt16) = (14, 95)

  /// Why an entry is refused, as what was found and what was expected; nil if it may be unpacked.
  ///
  /// - Parameters:
  ///   - method: How it is packed, as the directory says.
  ///   - packed: Its packed contents from their beginning.
  static func refusal(method: UInt16, packed: [UInt8]) -> (found: String, expected: String)? {
    let expected = "one of at most \(largestDictionary) bytes"
    switch method {
    case lzma where packed.count >= 9:
      // A version and a length of 2 bytes each, and a byte of settings are before it.
      let size = LittleEndian(packed).number(at: 5, 4)
      return size > largestDictionary ? ("a dictionary of \(size) bytes", expected) : nil
    case xz:
      // Each of its blocks may bring another dictionary.
      return ("an entry packed by xz, whose dictionary may have any size", expected)
    default: return nil
    }
  }
}
