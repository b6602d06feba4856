import Basics
import CTurboJPEG
import Files
import Foundation
import Kernels

/// Reads and writes JPEG images through libjpeg-turbo's `tj` functions, which report errors by return
/// value where libjpeg itself would jump over Swift's stack frames.
public enum JPEG {
  /// The image in a JPEG, gray or of colors, baseline or progressive, turned upright as the
  /// orientation in its EXIF data says.
  ///
  /// Gray is the luma that the file stores. A file that the decoder has to warn about, truncated or
  /// with bytes where none belong, is refused: some of its pixels would be invented. So is one of
  /// printing inks (CMYK), whose look depends on a color profile, and one of more than 2²⁶ pixels.
  ///
  /// - Parameters:
  ///   - data: The bytes of the file.
  ///   - format: What the pixels become; default gray.
  ///   - path: Where `data` comes from, for the error; default `JPEG`.
  /// - Throws: `FileProblem` if it is no JPEG or one of those refused.
  public static func decode(
    _ data: [UInt8], as format: Bitmap.Format = .gray, path: String = "JPEG"
  ) throws(FileProblem) -> Bitmap {
    let decoder = try Codec(tjInitDecompress(), path: path)
    let (width, height) = try readHeader(of: data, with: decoder)
    try Bitmap.checkSize(width: width, height: height, path: path)
    let size = width * height * format.channels
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { pixels, count in
      let status = tjDecompress2(
        decoder.handle, data, CUnsignedLong(data.count), pixels.baseAddress, CInt(width), 0,
        CInt(height), code(of: format), TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
      count = status == 0 ? size : 0
    }
    guard pixels.count == size else {
      throw FileProblem(
        path: path, found: "a damaged one: \(decoder.message)", expected: "a JPEG image")
    }
    return Bitmap(width: width, height: height, format: format, pixels: pixels)
      .turnedUpright(from: EXIF.orientation(ofJPEG: data))
  }

  private static func readHeader(
    of data: [UInt8], with decoder: Codec
  ) throws(FileProblem) -> (width: Int, height: Int) {
    var (width, height, subsampling, colors): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    let status = tjDecompressHeader3(
      decoder.handle, data, CUnsignedLong(data.count), &width, &height, &subsampling, &colors)
    guard status == 0 else {
      let kind = data.starts(with: [0xFF, 0xD8]) ? "a damaged one" : "something else"
      throw FileProblem(
        path: decoder.path, found: "\(kind): \(decoder.message)", expected: "a JPEG image")
    }
    // A file of tables alone is no error to the decoder.
    guard width > 0 && height > 0 else {
      throw FileProblem(
        path: decoder.path, found: "a JPEG file without one", expected: "a JPEG image")
    }
    guard colors != CInt(TJCS_CMYK.rawValue) && colors != CInt(TJCS_YCCK.rawValue) else {
      throw FileProblem(
        path: decoder.path, found: "one of CMYK colors", expected: "a JPEG image of gray or RGB")
    }
    return (Int(width), Int(height))
  }

  /// The JPEG file of an image, with colors at full resolution; at most 65,500 pixels a side.
  ///
  /// - Parameters:
  ///   - bitmap: The image.
  ///   - quality: From 1 to 100; another one is a programming error. Default 90.
  /// - Throws: `FileProblem` if libjpeg-turbo cannot encode it.
  public static func encode(_ bitmap: Bitmap, quality: Int = 90) throws(FileProblem) -> [UInt8] {
    require((1...100).contains(quality), "JPEG: a quality from 1 to 100, got \(quality)")
    let encoder = try Codec(tjInitCompress(), path: "JPEG")
    let sampling = CInt(bitmap.format == .gray ? TJSAMP_GRAY.rawValue : TJSAMP_444.rawValue)
    let (width, height) = (CInt(clamping: bitmap.width), CInt(clamping: bitmap.height))
    // Unreasonable sizes have no bound, and are refused by the encoder.
    let bound = tjBufSize(width, height, sampling)
    let capacity = bound == CUnsignedLong.max ? 1 : Int(bound)
    let file = [UInt8](unsafeUninitializedCapacity: capacity) { file, count in
      var target = file.baseAddress
      var size = CUnsignedLong(capacity)
      let status = tjCompress2(
        encoder.handle, bitmap.pixels, width, 0, height, code(of: bitmap.format), &target, &size,
        sampling, CInt(quality), TJFLAG_ACCURATEDCT | TJFLAG_NOREALLOC)
      count = status == 0 ? Int(size) : 0
    }
    guard !file.isEmpty else {
      throw FileProblem(
        path: "JPEG", found: encoder.message, expected: "an image that can be encoded")
    }
    return file
  }

  /// The image in a file, as `decode(_:as:path:)` gives it.
  ///
  /// - Throws: `FileProblem` if it cannot be read or is no JPEG image.
  public static func read(
    _ url: URL, as format: Bitmap.Format = .gray
  ) throws(FileProblem) -> Bitmap {
    try decode(Files.read(url), as: format, path: url.relativePath)
  }

  /// Writes an image to a file, under a temporary name that is then renamed.
  ///
  /// - Parameters:
  ///   - bitmap: The image.
  ///   - url: The file.
  ///   - quality: As in `encode(_:quality:)`.
  /// - Throws: `FileProblem` if it cannot be written.
  public static func write(
    _ bitmap: Bitmap, to url: URL, quality: Int = 90
  ) throws(FileProblem) {
    try Files.write(encode(bitmap, quality: quality), to: url)
  }

  private static func code(of format: Bitmap.Format) -> CInt {
    CInt(format == .rgb ? TJPF_RGB.rawValue : TJPF_GRAY.rawValue)
  }

  /// A decoder or an encoder of libjpeg-turbo and what it has to say about one image.
  private final class Codec {
    let handle: tjhandle
    let path: String

    init(_ handle: tjhandle?, path: String) throws(FileProblem) {
      guard let handle else {
        throw FileProblem(
          path: path, found: "none left", expected: "memory to read or write an image")
      }
      self.handle = handle
      self.path = path
    }

    deinit { tjDestroy(handle) }

    var message: String { tjGetErrorStr2(handle).map { String(cString: $0) } ?? "unknown reason" }
  }
}
