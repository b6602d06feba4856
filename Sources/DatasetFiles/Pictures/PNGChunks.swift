/// The parts of a PNG file that say what its pixels are; what says how they should be shown is left
/// out, as programs for photographs leave it out.
struct PNGChunks {
  /// Of 16 bits a channel. Only the linear output of the decoder has them as they are stored.
  let isWide: Bool
  /// Without colors and without an alpha channel.
  let isGray: Bool
  /// From 1 to 8 after EXIF, or else after XMP.
  var orientation: Int { exif ?? xmp ?? 1 }
  private var exif: Int?
  private var xmp: Int?
  /// The whole file, without what says how the pixels should be shown.
  private(set) var file: [UInt8]

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Nil if it does not begin as a PNG file does.
  ///
  /// Chunks are kept as they are, damaged or not; the decoder judges them.
  init?(_ data: [UInt8]) {
    guard data.starts(with: Self.signature) else { return nil }
    var reader = ByteReader(data, at: Self.signature.count)
    guard let header = Self.chunk(&reader), header.name == "IHDR", header.whole.count == 25 else {
      return nil
    }
    // The depth of a channel, and the kind, whose bits say color (2) and alpha (4).
    let fields = Array(header.contents)
    (isWide, isGray) = (fields[8] == 16, fields[9] & 6 == 0)
    file = Self.signature + header.whole
    file.reserveCapacity(data.count + Self.linear.count)
    // Numbers of 16 bits are asked for in linear light, and are given unchanged if they are in it.
    if isWide { file += Self.linear }
    while let chunk = Self.chunk(&reader) {
      switch chunk.name {
      case "PLTE", "tRNS", "IDAT", "IEND": file += chunk.whole
      case "eXIf": exif = EXIF.orientation(in: chunk.contents)
      case "iTXt" where chunk.contents.starts(with: XMP.pngSignature):
        xmp = XMP.orientation(in: chunk.contents)
      default: break
      }
    }
    // What is left of a file that ends in the middle of a chunk: of others than pixels the decoder takes
    // memory for as much as the chunk says that it has.
    let rest = data[reader.position...]
    if rest.dropFirst(4).starts(with: Array("IDAT".utf8)) { file += rest }
  }

  /// The next chunk; nil, and the reader stays, where less than one is left.
  private static func chunk(
    _ reader: inout ByteReader
  ) -> (name: String, contents: ArraySlice<UInt8>, whole: ArraySlice<UInt8>)? {
    let start = reader.position
    guard let length = reader.integer(4, isLittleEndian: false), let name = reader.bytes(4),
      let contents = reader.bytes(length), reader.bytes(4) != nil
    else {
      reader.position = start
      return nil
    }
    return (
      String(decoding: name, as: UTF8.self), contents, reader.data[start..<reader.position]
    )
  }

  /// A chunk gAMA of 1, with its checksum.
  private static let linear: [UInt8] = [
    0, 0, 0, 4, 0x67, 0x41, 0x4D, 0x41, 0, 1, 0x86, 0xA0, 0x31, 0xE8, 0x96, 0x5F,
  ]
}
