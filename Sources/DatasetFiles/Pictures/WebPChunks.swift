/// What lies in a WebP file beside a still image: how a camera was held, and the first image of an
/// animation.
struct WebPChunks {
  /// An image of an animation.
  struct Frame {
    /// As a file of its own.
    let file: [UInt8]
    /// Of its corner on the canvas, in pixels.
    let left: Int
    /// Of its corner on the canvas, in pixels.
    let top: Int
  }

  /// Whether the file is as long as it says.
  let isWhole: Bool
  /// From 1 to 8 after EXIF, or else after XMP.
  var orientation: Int { exif ?? xmp ?? 1 }
  private var exif: Int?
  private var xmp: Int?
  /// Nil if the file is no animation.
  private(set) var firstFrame: Frame?

  /// - Parameter data: A file of any kind; what is no chunk of a WebP says nothing.
  init(_ data: [UInt8]) {
    var size = ByteReader(data, at: 4)
    isWhole = size.integer(4).map { $0 <= size.rest } ?? false
    var reader = ByteReader(data, at: 12)
    while let (name, contents) = Self.chunk(&reader) {
      if name == "EXIF" {
        exif = EXIF.orientation(in: contents)
      } else if name == "XMP " {
        xmp = XMP.orientation(in: contents)
      } else if name == "ANMF", firstFrame == nil {
        firstFrame = Self.frame(in: Array(contents))
      }
    }
  }

  private static func chunk(
    _ reader: inout ByteReader
  ) -> (name: String, contents: ArraySlice<UInt8>)? {
    guard let name = reader.bytes(4), let size = reader.integer(4),
      let contents = reader.bytes(size)
    else { return nil }
    if size % 2 == 1 { _ = reader.byte() }
    return (String(decoding: name, as: UTF8.self), contents)
  }

  /// Six numbers of 24 bits (left and top in units of two pixels, width and height less one, duration
  /// and, of 8 bits, flags), then the chunks of a still image.
  private static func frame(in contents: [UInt8]) -> Frame? {
    var reader = ByteReader(contents)
    guard let left = reader.integer(3), let top = reader.integer(3), let size = reader.bytes(6),
      reader.bytes(4) != nil
    else { return nil }
    let image = contents[reader.position...]
    // An image with a channel of alpha beside it needs a header that says so.
    let isTransparent = image.starts(with: "ALPH".utf8)
    let header = isTransparent ? Array("VP8X".utf8) + [10, 0, 0, 0, 0x10, 0, 0, 0] + size : []
    let length = 4 + header.count + image.count
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    return Frame(
      file: Array("RIFF".utf8) + bytes + Array("WEBP".utf8) + header + image, left: 2 * left,
      top: 2 * top)
  }
}
