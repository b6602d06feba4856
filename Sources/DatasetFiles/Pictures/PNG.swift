import CLibPNG
import Files
import Foundation

/// Reads and writes PNG images through libpng's simplified interface, which reports errors by
/// return value where the rest of libpng jumps over Swift's stack frames.
public enum PNG {
  /// The image in a PNG of any kind (gray of 1 to 16 bits, RGB, palette, with or without alpha),
  /// converted to 8 bits of `format`; what is transparent is shown on white, and colors become the
  /// gray that JPEG would store, their luma.
  ///
  /// - Parameters:
  ///   - data: The bytes of the file.
  ///   - format: What the pixels become; default gray.
  ///   - path: Where `data` comes from, for the error; default `PNG`.
  /// - Throws: `FileProblem` if it is no PNG, is damaged, or has more than 2²⁶ pixels.
  public static func decode(
    _ data: [UInt8], as format: Bitmap.Format = .gray, path: String = "PNG"
  ) throws(FileProblem) -> Bitmap {
    try decode(data, as: format, paper: 255, path: path)
  }

  /// - Parameter paper: The gray that what is transparent is shown on.
  static func decode(
    _ data: [UInt8], as format: Bitmap.Format, paper: UInt8, path: String
  ) throws(FileProblem) -> Bitmap {
    let result = data.withUnsafeBytes { data in
      Result<Bitmap, FileProblem> { () throws(FileProblem) in
        try decode(data, as: format, paper: paper, path: path)
      }
    }
    return try result.get()
  }

  private static func decode(
    _ data: UnsafeRawBufferPointer, as format: Bitmap.Format, paper: UInt8, path: String
  ) throws(FileProblem) -> Bitmap {
    var image = newImage()
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, data.baseAddress, data.count) != 0 else {
      throw FileProblem(
        path: path, found: "something else: \(message(of: image))", expected: "a PNG image")
    }
    let (width, height) = (Int(image.width), Int(image.height))
    try Bitmap.checkSize(width: width, height: height, path: path)
    // libpng's own gray of colors is that of linear light, which no other format's is.
    let isColored = image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
    let decoded = isColored ? .rgb : format
    image.format = code(of: decoded)
    // 16-bit images are taken as sRGB like all others, so that half gray stays half gray.
    image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
    var background = png_color(red: paper, green: paper, blue: paper)
    let size = width * height * decoded.channels
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { pixels, count in
      let done = png_image_finish_read(&image, &background, pixels.baseAddress, 0, nil) != 0
      count = done ? size : 0
    }
    guard pixels.count == size else {
      throw FileProblem(
        path: path, found: "a damaged one: \(message(of: image))", expected: "a PNG image")
    }
    let bitmap = Bitmap(width: width, height: height, format: decoded, pixels: pixels)
    return format == .gray ? bitmap.gray : bitmap
  }

  /// The PNG file of an image, of 8 bits a channel.
  ///
  /// - Throws: `FileProblem` if libpng cannot encode it.
  public static func encode(_ bitmap: Bitmap) throws(FileProblem) -> [UInt8] {
    var image = newImage()
    defer { png_image_free(&image) }
    image.width = png_uint_32(bitmap.width)
    image.height = png_uint_32(bitmap.height)
    image.format = code(of: bitmap.format)
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

  private static func code(of format: Bitmap.Format) -> png_uint_32 {
    png_uint_32(format == .rgb ? PNG_FORMAT_FLAG_COLOR : 0)
  }

  private static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
