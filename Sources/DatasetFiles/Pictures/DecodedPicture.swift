import Datasets
import Files
import Kernels

/// The pixels of a file as its decoder gives them: as they are stored, with what is transparent.
struct DecodedPicture {
  /// The meaning of a pixel's bytes.
  enum Layout: Int {
    case gray = 1
    case grayAlpha = 2
    case rgb = 3
    case rgba = 4
    /// Red, green and blue were multiplied by alpha.
    case premultiplied = 5

    var channels: Int { self == .premultiplied ? 4 : rawValue }
  }

  let width: Int
  let height: Int
  let layout: Layout
  /// `height · width · layout.channels` bytes.
  let pixels: [UInt8]

  /// The picture on a background; of colors in gray their luma, of gray in colors three times the same.
  func bitmap(as format: Bitmap.Format, over background: PixelColor) -> Bitmap {
    if layout.rawValue == format.rawValue {
      return Bitmap(width: width, height: height, format: format, pixels: pixels)
    }
    if layout == .rgb {
      return Bitmap(width: width, height: height, format: .rgb, pixels: pixels).gray
    }
    let backdrop = (background.red, background.green, background.blue)
    let colors = bytes(width * height * 3) { source, target in
      let count = width * height
      switch layout {
      case .gray, .rgb: replicate(gray: source, count: count, into: target)
      case .grayAlpha: composite(grayAlpha: source, count: count, over: backdrop, into: target)
      case .rgba: composite(rgba: source, count: count, over: backdrop, into: target)
      case .premultiplied:
        composite(premultiplied: source, count: count, over: backdrop, into: target)
      }
    }
    let bitmap = Bitmap(width: width, height: height, format: .rgb, pixels: colors)
    return format == .gray ? bitmap.gray : bitmap
  }

  /// Each pixel of one byte replaced by an entry of a table.
  ///
  /// - Parameter table: 256 entries in `layout`.
  func mapped(by table: [UInt8], to layout: Layout) -> DecodedPicture {
    let mapped = bytes(width * height * layout.channels) { source, target in
      lookUp(
        source, count: width * height, in: table, channels: layout.channels, into: target)
    }
    return DecodedPicture(width: width, height: height, layout: layout, pixels: mapped)
  }

  /// A picture of colors with an alpha that is opaque everywhere.
  var withAlpha: DecodedPicture {
    let pixels = bytes(width * height * 4) { addAlpha(rgb: $0, count: width * height, into: $1) }
    return DecodedPicture(width: width, height: height, layout: .rgba, pixels: pixels)
  }

  /// A picture of colors and alpha without it, as if all were opaque.
  var withoutAlpha: DecodedPicture {
    let pixels = bytes(width * height * 3) { dropAlpha(rgba: $0, count: width * height, into: $1) }
    return DecodedPicture(width: width, height: height, layout: .rgb, pixels: pixels)
  }

  /// As many bytes made of the pixels.
  private func bytes(
    _ count: Int, _ body: (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>) -> Void
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { target, written in
      written = count
      guard let target = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer { source in
        if let source = source.baseAddress { body(source, target) }
      }
    }
  }
}
