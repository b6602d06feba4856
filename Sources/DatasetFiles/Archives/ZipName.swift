import Basics
import Files

/// What an entry of a zip archive is called.
///
/// A name is text in UTF-8 if its bytes can be that, whether the archive says so or not; else in the code
/// page 437 of the first PCs, as the format says and Python reads it, where each byte is a character, so
/// that two names never become one. Other code pages, such as 850, cannot be told from it: their names
/// are kept apart as well, with other letters. Info-ZIP's Unicode Path field comes before both.
struct ZipName: Sendable, Hashable {
  /// Within the archive, without empty names and those that mean the same folder; empty if it is too long.
  let path: BytePath
  /// As the archive has it, for errors.
  let text: String
  let isFolder: Bool
  /// What is wrong with it, for errors.
  let fault: String?

  /// The most bytes of a name, which are those of a path that a system takes, and the most names in it: every
  /// folder on the way is one more path, and a small archive would have gigabytes of them.
  static let (longest, deepest) = (4096, 64)

  init(_ bytes: [UInt8], extra: ZipExtra = ZipExtra()) {
    let bytes = extra.name(for: bytes) ?? bytes
    let given = String(validating: bytes, as: UTF8.self) ?? Self.text437(bytes)
    // Some programs of Windows write its separators, and no others.
    let hasSlash = given.utf8.contains(Self.slash)
    text =
      hasSlash
      ? given
      : String(decoding: given.utf8.map { $0 == Self.backslash ? Self.slash : $0 }, as: UTF8.self)
    let isLong = text.utf8.count > Self.longest
    let names = isLong ? [] : BytePath(text).names.filter { $0 != "." }
    isFolder = text.utf8.last == Self.slash
    path = BytePath(names: names[...])
    fault = Self.fault(of: text, names: names)
  }

  private static func fault(of text: String, names: [BytePath]) -> String? {
    if text.utf8.count > longest { return "one of \(text.utf8.count) bytes, which is refused" }
    // By bytes: a slash and an accent behind it are one character, which is no slash.
    let parts = text.utf8.split(omittingEmptySubsequences: false) {
      $0 == slash || $0 == backslash
    }
    if parts.contains(where: { $0.elementsEqual("..".utf8) }) {
      return "one that leads out of it, which is refused"
    }
    if names.isEmpty { return "none at all" }
    if names.count > deepest { return "one of \(names.count) names, which is refused" }
    let isDrive = parts[0].count == 2 && parts[0].last == UInt8(ascii: ":")
    return parts[0].isEmpty || isDrive ? "an absolute path, which is refused" : nil
  }

  private static let (slash, backslash) = (UInt8(ascii: "/"), UInt8(ascii: "\\"))

  private static func text437(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      text.append(byte < 0x80 ? Unicode.Scalar(byte) : upper437[Int(byte) - 0x80])
    }
    return String(text)
  }

  /// The characters of the bytes from 80 to FF.
  private static let upper437 = Array(
    """
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}
    """.unicodeScalars)
}

/// The fields behind the name of an entry, as far as they are understood.
struct ZipExtra: Sendable {
  /// The sizes and the place that 32 bits do not hold, as many as are needed.
  private(set) var longNumbers: [Int] = []
  /// The name in UTF-8, and the checksum of the name that it stands for.
  private var unicodePath: (checksum: UInt32, name: [UInt8])?

  init() {}

  init(_ bytes: LittleEndian, from start: Int, to end: Int) {
    let (long, unicode) = (0x0001, 0x7075)
    var place = start
    while place + 4 <= end {
      let (body, size) = (place + 4, bytes.number(at: place + 2, 2))
      guard body + size <= end else { return }
      switch bytes.number(at: place, 2) {
      case long: longNumbers = (0..<size / 8).map { bytes.number(at: body + 8 * $0, 8) }
      case unicode where size >= 5 && bytes.number(at: body, 1) == 1:
        unicodePath = (
          UInt32(bytes.number(at: body + 1, 4)), bytes.bytes(body + 5..<body + size)
        )
      default: break
      }
      place = body + size
    }
  }

  /// The name in UTF-8, unless the entry was renamed afterward by a program that does not know the field.
  func name(for plain: [UInt8]) -> [UInt8]? {
    guard let unicodePath, unicodePath.checksum == CyclicCheck.crc32.sum(of: plain) else {
      return nil
    }
    return unicodePath.name
  }
}
