import CLibPNG
import Datasets
import Files
import Foundation
import Kernels

/// Reads and writes PNG images through libpng's simplified interface, which reports errors by
/// return value where the rest of libpng jumps over Swift's stack frames.
public enum PNG {
  /// The image in a PNG of any kind (gray of 1 to 16 bits, RGB, palette, with or without alpha),
  /// converted to 8 bits of `format` and turned upright as the orientation in its EXIF data says; what
  /// is transparent is shown on white, and colors become the gray that JPEG would store, their luma.
  ///
  /// The values are those of the file: what it says about how they should be shown, as its gamma, is
  /// left aside.
  ///
  /// - Parameters:
  ///   - data: The bytes of the file.
  ///   - format: What the pixels become; default gray.
  ///   - path: Where `data` comes from, for the error; default `PNG`.
  /// - Throws: `FileProblem` if it is no PNG, is damaged, or has more than 2²⁷ pixels.
  public static func decode(
    _ data: [UInt8], as format: Bitmap.Format = .gray, path: String = "PNG"
  ) throws(FileProblem) -> Bitmap {
    try decode(data, as: format, over: .white, path: path)
  }

  /// - Parameters:
  ///   - background: What is transparent is shown on.
  ///   - limit: The most pixels.
  static func decode(
    _ data: [UInt8], as format: Bitmap.Format, over background: PixelColor,
    limit: Int = Bitmap.maximumPixels, path: String
  ) throws(FileProblem) -> Bitmap {
    let chunks = PNGChunks(data)
    // Of a file without a whole header, the signature is enough to say what is wrong.
    let file = chunks?.file ?? Array(data.prefix(PNGChunks.signature.count))
    let picture = file.withUnsafeBytes { file in
      Result<DecodedPicture, FileProblem> { () throws(FileProblem) in
        try decode(file, of: chunks, limit: limit, path: path)
      }
    }
    return try picture.get().bitmap(as: format, over: background)
      .turnedUpright(from: chunks?.orientation ?? 1)
  }

  private static func decode(
    _ file: UnsafeRawBufferPointer, of chunks: PNGChunks?, limit: Int, path: String
  ) throws(FileProblem) -> DecodedPicture {
    var image = newImage()
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
      throw FileProblem(
        path: path, found: "something else: \(message(of: image))", expected: "a PNG image")
    }
    let (width, height) = (Int(image.width), Int(image.height))
    try Bitmap.checkSize(width: width, height: height, limit: limit, path: path)
    let layout = layout(of: image)
    image.format = code(of: layout)
    let size = width * height * layout.channels
    // The decoder may not lay anything transparent on a color: it would do so in linear light.
    let pixels =
      chunks?.isWide == true
      ? wide(&image, size: size, layout, isGray: chunks?.isGray == true)
      : narrow(&image, size: size)
    guard pixels.count == size else {
      throw FileProblem(
        path: path, found: "a damaged one: \(message(of: image))", expected: "a PNG image")
    }
    return DecodedPicture(width: width, height: height, layout: layout, pixels: pixels)
  }

  /// Pixels of 8 bits a channel, empty if there is an error.
  private static func narrow(_ image: inout png_image, size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { pixels, count in
      let done = png_image_finish_read(&image, nil, pixels.baseAddress, 0, nil) != 0
      count = done ? size : 0
    }
  }

  /// Pixels of 16 bits a channel as bytes, empty if there is an error: the upper ones as Pillow has
  /// them, but of gray, which it does not convert, the nearest.
  private static func wide(
    _ image: inout png_image, size: Int, _ layout: DecodedPicture.Layout, isGray: Bool
  ) -> [UInt8] {
    image.format |= png_uint_32(PNG_FORMAT_FLAG_LINEAR)
    let words = [UInt16](unsafeUninitializedCapacity: size) { words, count in
      let done = png_image_finish_read(&image, nil, words.baseAddress, 0, nil) != 0
      count = done ? size : 0
    }
    return [UInt8](unsafeUninitializedCapacity: words.count) { pixels, count in
      count = words.count
      guard let pixels = pixels.baseAddress, count > 0 else { return }
      Kernels.narrow(
        words, count: count / layout.channels, channels: layout.channels,
        isLastAlpha: layout == .grayAlpha || layout == .rgba, isRounded: isGray, into: pixels)
    }
  }

  private static func layout(of image: png_image) -> DecodedPicture.Layout {
    let isTransparent = image.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) != 0
    return image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
      ? isTransparent ? .rgba : .rgb : isTransparent ? .grayAlpha : .gray
  }

  /// The PNG file of an image, of 8 bits a channel.
  ///
  /// - Throws: `FileProblem` if libpng cannot encode it.
  public static func encode(_ bitmap: Bitmap) throws(FileProblem) -> [UInt8] {
    var image = newImage()
    defer { png_image_free(&image) }
    image.width = png_uint_32(bitmap.width)
    image.height = png_uint_32(bitmap.height)
    image.format = code(of: bitmap.format == .rgb ? .rgb : .gray)
    // At worst zlib adds a few bytes for each block of some kilobytes, and PNG one for each row.
    let raw = bitmap.pixels.count + bitmap.height
    let capacity = raw + raw / 256 + 4096
    let file = [UInt8](unsafeUninitializedCapacity: capacity) { file, count in
      var size = png_alloc_size_t(capacity)
      let done = bitmap.pixels.withUnsafeBytes {
        png_image_write_to_memory(&image, file.baseAddress, &size, 0, $0.baseAddress, 0, nil) != 0
      }
      count = done ? Int(size) : 0
    }
    guard !file.isEmpty else {
      throw FileProblem(
        path: "PNG", found: message(of: image), expected: "an image that can be encoded")
    }
    return file
  }

  /// The image in a file, as `decode(_:as:path:)` gives it.
  ///
  /// - Throws: `FileProblem` if it cannot be read or is no PNG image.
  public static func read(
    _ url: URL, as format: Bitmap.Format = .gray
  ) throws(FileProblem) -> Bitmap {
    try decode(Files.read(url), as: format, path: url.relativePath)
  }

  /// Writes an image to a file, under a temporary name that is then renamed.
  ///
  /// - Throws: `FileProblem` if it cannot be written.
  public static func write(_ bitmap: Bitmap, to url: URL) throws(FileProblem) {
    try Files.write(encode(bitmap), to: url)
  }

  private static func newImage() -> png_image {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    return image
  }

  private static func code(of layout: DecodedPicture.Layout) -> png_uint_32 {
    let color = layout == .rgb || layout == .rgba ? PNG_FORMAT_FLAG_COLOR : 0
    let alpha = layout == .grayAlpha || layout == .rgba ? PNG_FORMAT_FLAG_ALPHA : 0
    return png_uint_32(color | alpha)
  }

  private static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
