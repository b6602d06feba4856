/// The first image in a GIF file, still in code (GIF89a specification, 1990).
struct GIFFrame {
  /// In pixels.
  let canvasWidth: Int
  /// In pixels.
  let canvasHeight: Int
  /// Of the image on the canvas, in pixels.
  let left: Int
  /// Of the image on the canvas, in pixels.
  let top: Int
  /// In pixels.
  let width: Int
  /// In pixels.
  let height: Int
  let isInterlaced: Bool
  /// The index of what is transparent; nil if nothing is.
  let transparent: UInt8?
  /// 256 entries of red, green and blue.
  private let palette: [UInt8]
  /// Of an index in `codes`.
  let valueBits: Int
  let codes: [UInt8]

  /// Nil if the file ends before the image does or says something impossible.
  init?(firstOf data: [UInt8]) {
    var reader = ByteReader(data, at: 6)
    guard let canvasWidth = reader.integer(2), let canvasHeight = reader.integer(2),
      let flags = reader.byte(), reader.bytes(2) != nil,
      let global = Self.palette(flags, in: &reader)
    else { return nil }
    var transparent: UInt8?
    // Extensions come before the image; of them one says what is transparent.
    search: while let introducer = reader.byte() {
      switch introducer {
      case 0x21:
        guard let label = reader.byte(), let contents = Self.blocks(&reader) else { return nil }
        if label == 0xF9, contents.count >= 4 {
          transparent = contents[0] & 1 == 1 ? contents[3] : nil
        }
      case 0x2C: break search
      case 0x3B: return nil
      default: continue
      }
    }
    guard let left = reader.integer(2), let top = reader.integer(2),
      let width = reader.integer(2), let height = reader.integer(2), let flags = reader.byte(),
      let local = Self.palette(flags, in: &reader), let bits = reader.byte(),
      (1...11).contains(bits), let codes = Self.blocks(&reader, isEndNeeded: false), width > 0,
      height > 0
    else { return nil }
    (self.canvasWidth, self.canvasHeight) = (canvasWidth, canvasHeight)
    (self.left, self.top, self.width, self.height) = (left, top, width, height)
    isInterlaced = flags & 0x40 != 0
    self.transparent = transparent
    palette = local.isEmpty ? global.isEmpty ? Self.grays : global : local
    (valueBits, self.codes) = (Int(bits), codes)
  }

  /// 256 entries of red, green, blue and, if something is transparent, alpha.
  var table: [UInt8] {
    guard let transparent else { return palette }
    var table: [UInt8] = []
    for index in 0..<256 {
      table += palette[3 * index..<3 * index + 3]
      table.append(index == Int(transparent) ? 0 : 255)
    }
    return table
  }

  /// What an image without a palette shows.
  private static let grays = (0..<256).flatMap { [UInt8](repeating: UInt8($0), count: 3) }

  /// 256 entries, black behind those that the file has; empty if it has none, nil if it ends before.
  private static func palette(_ flags: UInt8, in reader: inout ByteReader) -> [UInt8]? {
    guard flags & 0x80 != 0 else { return [] }
    guard let colors = reader.bytes(3 << (Int(flags & 7) + 1)) else { return nil }
    return colors + [UInt8](repeating: 0, count: 3 * 256 - colors.count)
  }

  /// What blocks of up to 255 bytes hold together, up to the one of none; nil if the file ends before.
  private static func blocks(_ reader: inout ByteReader, isEndNeeded: Bool = true) -> [UInt8]? {
    var contents: [UInt8] = []
    while let length = reader.byte() {
      if length == 0 { return contents }
      guard let block = reader.bytes(Int(length)) else { break }
      contents += block
    }
    return isEndNeeded ? nil : contents
  }
}
