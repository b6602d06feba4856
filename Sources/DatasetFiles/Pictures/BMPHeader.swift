import Files

/// What a BMP file says about its pixels: size, bits, colors and where they are.
struct BMPHeader {
  enum Compression: Int {
    case none = 0
    case runsOf8 = 1
    case runsOf4 = 2
    case fields = 3
  }

  let width: Int
  let height: Int
  let isTopDown: Bool
  /// Of a pixel: 1, 4, 8, 16, 24 or 32.
  let bits: Int
  let compression: Compression
  /// Of red, green, blue and, if there is one, alpha in a pixel of 16 to 32 bits.
  let masks: [UInt32]
  /// 256 entries of red, green and blue, black where the file has none.
  let palette: [UInt8]
  /// Of the pixels in the file.
  let offset: Int

  /// - Throws: `FileProblem` if it is damaged or of a kind that is not read.
  init(of data: [UInt8], path: String) throws(FileProblem) {
    let damaged = FileProblem(path: path, found: "a damaged one", expected: "a BMP image")
    var reader = ByteReader(data, at: 10)
    guard let offset = reader.integer(4), let size = reader.integer(4),
      let fields = Fields(size: size, in: &reader)
    else { throw damaged }
    let known = [1, 4, 8, 16, 24, 32].contains(fields.bits)
    guard known, let compression = Compression(rawValue: fields.compression) else {
      throw FileProblem(
        path: path, found: "one of \(fields.bits) bits, compression \(fields.compression)",
        expected: "a BMP image of 1 to 32 bits, plain, with bit fields or in runs")
    }
    guard Self.isPossible(compression, bits: fields.bits), fields.width > 0, fields.height != 0
    else { throw damaged }
    let maskCount = size >= 56 ? 4 : 3
    if compression == .fields && size == 40 { reader.position += 12 }
    let colors = fields.colors == 0 ? 1 << min(fields.bits, 8) : min(fields.colors, 65536)
    let entry = size == 12 ? 3 : 4
    (width, height) = (fields.width, abs(fields.height))
    (isTopDown, bits, self.compression) = (fields.height < 0, fields.bits, compression)
    masks =
      compression == .fields
      ? try Self.masks(maskCount, in: data, path: path)
      : bits == 16 ? [0x7C00, 0x3E0, 0x1F] : [0xFF0000, 0xFF00, 0xFF]
    palette = bits > 8 ? [] : Self.palette(colors: colors, entry: entry, in: &reader)
    // Some files say that the pixels begin where the palette does.
    let start = offset == 0 ? reader.position : offset
    self.offset = bits <= 8 && start == 14 + size ? start + entry * colors : start
  }

  private static func isPossible(_ compression: Compression, bits: Int) -> Bool {
    switch compression {
    case .none: true
    case .runsOf8: bits == 8
    case .runsOf4: bits == 4
    case .fields: bits >= 16
    }
  }

  /// The masks of a 32-bit pixel that are all empty mean blue, green, red and alpha.
  private static func masks(
    _ count: Int, in data: [UInt8], path: String
  ) throws(FileProblem) -> [UInt32] {
    // In a longer header, or behind one of 40 bytes.
    var reader = ByteReader(data, at: 14 + 40)
    var masks: [UInt32] = []
    for _ in 0..<count { masks.append(UInt32(truncatingIfNeeded: reader.integer(4) ?? 0)) }
    if masks.allSatisfy({ $0 == 0 }) { masks = [0xFF0000, 0xFF00, 0xFF, 0xFF00_0000] }
    let areAdjacent = masks.allSatisfy { mask in
      let shifted = mask == 0 ? 0 : mask >> UInt32(mask.trailingZeroBitCount)
      return shifted & (shifted &+ 1) == 0
    }
    guard areAdjacent else {
      throw FileProblem(
        path: path, found: "one of scattered bits", expected: "a BMP image of adjacent bits")
    }
    return masks.count == 4 && masks[3] == 0 ? Array(masks.prefix(3)) : masks
  }

  /// Colors are stored as blue, green and red.
  private static func palette(
    colors: Int, entry: Int, in reader: inout ByteReader
  ) -> [UInt8] {
    var palette = [UInt8](repeating: 0, count: 3 * 256)
    for index in 0..<colors {
      guard let color = reader.bytes(entry) else { break }
      guard index < 256 else { continue }
      palette.replaceSubrange(3 * index..<3 * index + 3, with: color.prefix(3).reversed())
    }
    return palette
  }

  /// The numbers at the beginning of a header of any age.
  private struct Fields {
    let width: Int
    /// Negative if the top row comes first.
    let height: Int
    let bits: Int
    var compression = 0
    /// Of the palette; 0 for as many as there can be.
    var colors = 0

    /// Reads to the end of the header; nil if it is cut off or of no size that is in use.
    init?(size: Int, in reader: inout ByteReader) {
      guard [12, 40, 52, 56, 64, 108, 124].contains(size), let rest = reader.bytes(size - 4) else {
        return nil
      }
      var fields = ByteReader(Array(rest))
      let length = size == 12 ? 2 : 4
      guard let width = fields.integer(length), let height = fields.integer(length),
        fields.integer(2) != nil, let bits = fields.integer(2)
      else { return nil }
      self.bits = bits
      if size == 12 {
        (self.width, self.height) = (width, height)
        return
      }
      self.width = Int(Int32(truncatingIfNeeded: width))
      self.height = Int(Int32(truncatingIfNeeded: height))
      compression = fields.integer(4) ?? 0
      fields.position += 12
      colors = fields.integer(4) ?? 0
    }
  }
}
