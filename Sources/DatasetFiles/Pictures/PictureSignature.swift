/// How files of a kind of image begin, read here or not.
struct PictureSignature: Sendable {
  /// With its article, for errors: `a GIF image`.
  let name: String
  private let matches: @Sendable (ArraySlice<UInt8>) -> Bool

  private init(_ name: String, _ matches: @escaping @Sendable (ArraySlice<UInt8>) -> Bool) {
    self.name = name
    self.matches = matches
  }

  /// A kind whose files have `bytes` at one of its places.
  private init(_ name: String, _ bytes: [UInt8]..., at offset: Int = 0) {
    self.init(name) { start in bytes.contains { start.dropFirst(offset).starts(with: $0) } }
  }

  private init(_ name: String, _ texts: String..., at offset: Int = 0) {
    self.init(name) { start in texts.contains { start.dropFirst(offset).starts(with: $0.utf8) } }
  }

  /// Whether a file that begins with these bytes is of this kind; more than `length` are not looked at.
  func isSignature(of beginning: some Collection<UInt8>) -> Bool {
    matches(ArraySlice(beginning.prefix(Self.length)))
  }

  /// As many of a file's first bytes tell its kind.
  static let length = 1024

  static let png = Self("a PNG image", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  static let jpeg = Self("a JPEG image", [0xFF, 0xD8, 0xFF])
  static let gif = Self("a GIF image", "GIF87a", "GIF89a")
  static let tiff = Self(
    "a TIFF image", [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0],
    [0x4D, 0x4D, 0, 43])
  static let webp = Self("a WebP image") {
    $0.starts(with: "RIFF".utf8) && $0.dropFirst(8).starts(with: "WEBP".utf8)
  }
  /// Two letters alone would take many a text for one, so that the header's size decides too.
  static let bmp = Self("a BMP image") {
    $0.starts(with: "BM".utf8)
      && [12, 16, 40, 52, 56, 64, 108, 124].contains($0.dropFirst(14).first ?? 0)
      && $0.dropFirst(15).prefix(3).elementsEqual([0, 0, 0])
  }
  /// `P1` to `P6`, then a space or the end of a line, and the width or a comment.
  static let netpbm = Self("a PBM, PGM or PPM image") { start in
    guard start.first == UInt8(ascii: "P"), let kind = start.dropFirst().first else { return false }
    let rest = start.dropFirst(2)
    let next = rest.drop { [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20].contains($0) }
    guard (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(kind), let first = next.first else {
      return false
    }
    return first == UInt8(ascii: "#")
      || next.count < rest.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  }

  /// Kinds that are not read.
  static let others = [
    Self("a HEIC or AVIF image") { start in
      start.dropFirst(4).starts(with: "ftyp".utf8)
        && ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif", "avis"]
          .contains { start.dropFirst(8).starts(with: $0.utf8) }
    },
    Self(
      "a JPEG 2000 image", [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20], [0xFF, 0x4F, 0xFF, 0x51]),
    Self("a JPEG XL image", [0xFF, 0x0A], [0, 0, 0, 12, 0x4A, 0x58, 0x4C, 0x20]),
    Self("a Photoshop image", "8BPS"),
    // With at least one icon in it, and fewer than 256; a TGA image may begin alike.
    Self("an icon (ICO)") {
      ($0.starts(with: [0, 0, 1, 0]) || $0.starts(with: [0, 0, 2, 0]))
        && $0.dropFirst(4).first ?? 0 > 0 && $0.dropFirst(5).first == 0
    },
    Self("an icon (ICNS)", "icns"),
    Self("a PCX image") {
      $0.first == 10 && [0, 2, 3, 4, 5].contains($0.dropFirst().first) && $0.dropFirst(2).first == 1
        && [1, 2, 4, 8].contains($0.dropFirst(3).first)
    },
    Self("a PAM, PFM or PV image", "P7\n", "PF\n", "Pf\n", "P7 332"),
    Self("an OpenEXR image", [0x76, 0x2F, 0x31, 0x01]),
    Self("a Radiance image", "#?RADIANCE", "#?RGBE"),
    Self("a DDS image", "DDS "), Self("a QOI image", "qoif"), Self("a GIMP image", "gimp xcf"),
    Self("an SVG drawing", isDrawing),
  ]

  private static func isDrawing(_ start: ArraySlice<UInt8>) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = start.starts(with: mark) ? start.dropFirst(3) : start
    guard text.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") else { return false }
    return text.indices.contains {
      text[$0] == UInt8(ascii: "<") && text[$0...].starts(with: "<svg".utf8)
    }
  }
}
