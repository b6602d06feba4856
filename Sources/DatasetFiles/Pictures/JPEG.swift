import Basics
import CTurboJPEG
import Files
import Foundation
import Kernels

/// Reads and writes JPEG images through libjpeg-turbo's `tj` functions, which report errors by return
/// value where libjpeg itself would jump over Swift's stack frames.
public enum JPEG {
  /// The image in a JPEG, of gray, colors or printing inks (CMYK), baseline or progressive, turned
  /// upright as the orientation in its EXIF data says.
  ///
  /// Gray is the luma that the file stores. Bytes where none belong are passed over; a file that ends
  /// before the image does is refused: some of its pixels would be invented. So is one of more than 2²⁷
  /// pixels. Inks become colors without their profile: each lets through what it does not cover.
  ///
  /// - Parameters:
  ///   - data: The bytes of the file.
  ///   - format: What the pixels become; default gray.
  ///   - path: Where `data` comes from, for the error; default `JPEG`.
  /// - Throws: `FileProblem` if it is no JPEG or one of those refused.
  public static func decode(
    _ data: [UInt8], as format: Bitmap.Format = .gray, path: String = "JPEG"
  ) throws(FileProblem) -> Bitmap {
    try decode(data, as: format, atLeast: nil, path: path)
  }

  /// The image in a JPEG, at a half, a fourth or an eighth of its size if that is still large enough,
  /// which is read several times faster.
  ///
  /// - Parameter least: Of the upright image; nil for the whole size. A side of less than 1 counts as 1.
  package static func decode(
    _ data: [UInt8], as format: Bitmap.Format, atLeast least: (width: Int, height: Int)?,
    limit: Int = Bitmap.maximumPixels, path: String = "JPEG"
  ) throws(FileProblem) -> Bitmap {
    let decoder = try Codec(tjInitDecompress(), path: path)
    let header = try readHeader(of: data, with: decoder)
    try Bitmap.checkSize(width: header.width, height: header.height, limit: limit, path: path)
    guard JPEGMarkers.hasEnd(data) else {
      throw FileProblem(
        path: path, found: "a damaged one: Premature end of JPEG file", expected: "a JPEG image")
    }
    let orientation = EXIF.orientation(ofJPEG: data)
    let stored = orientation < 5 ? least : least.map { ($0.height, $0.width) }
    let scale = stored.map { Self.scale(of: header, atLeast: $0) } ?? 1
    let width = (header.width + scale - 1) / scale
    let height = (header.height + scale - 1) / scale
    let layout = header.isInk ? TJPF_CMYK : format == .rgb ? TJPF_RGB : TJPF_GRAY
    let size = width * height * (header.isInk ? 4 : format.channels)
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { pixels, count in
      func status(_ flags: CInt) -> CInt {
        tjDecompress2(
          decoder.handle, data, CUnsignedLong(data.count), pixels.baseAddress, CInt(width), 0,
          CInt(height), CInt(layout.rawValue), TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS | flags)
      }
      count = status(0) == 0 || decoder.hasOnlyWarned { _ = status($0) } ? size : 0
    }
    guard pixels.count == size else {
      throw FileProblem(
        path: path, found: "a damaged one: \(decoder.message)", expected: "a JPEG image")
    }
    let bitmap =
      header.isInk
      ? colors(ofInk: pixels, width: width, height: height, as: format)
      : Bitmap(width: width, height: height, format: format, pixels: pixels)
    return bitmap.turnedUpright(from: orientation)
  }

  private static func colors(
    ofInk pixels: [UInt8], width: Int, height: Int, as format: Bitmap.Format
  ) -> Bitmap {
    let colors = [UInt8](unsafeUninitializedCapacity: width * height * 3) { target, count in
      count = width * height * 3
      guard let target = target.baseAddress else { return }
      rgb(ofInvertedCMYK: pixels, count: width * height, into: target)
    }
    let bitmap = Bitmap(width: width, height: height, format: .rgb, pixels: colors)
    return format == .gray ? bitmap.gray : bitmap
  }

  private struct Header {
    let width: Int
    let height: Int
    let isInk: Bool
  }

  /// By how much an image may shrink: 8, 4, 2 or 1.
  private static func scale(of header: Header, atLeast least: (width: Int, height: Int)) -> Int {
    // The decoder is told a scale by the size alone, which is no clear one of a few pixels.
    guard max(header.width, header.height) >= 8 else { return 1 }
    let most = min(header.width / max(1, least.width), header.height / max(1, least.height))
    return [8, 4, 2].first { $0 <= most } ?? 1
  }

  private static func readHeader(
    of data: [UInt8], with decoder: Codec
  ) throws(FileProblem) -> Header {
    var (width, height, subsampling, colors): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    let status = tjDecompressHeader3(
      decoder.handle, data, CUnsignedLong(data.count), &width, &height, &subsampling, &colors)
    guard status == 0 || decoder.isWarning && width > 0 else {
      let kind = data.starts(with: [0xFF, 0xD8]) ? "a damaged one" : "something else"
      throw FileProblem(
        path: decoder.path, found: "\(kind): \(decoder.message)", expected: "a JPEG image")
    }
    // A file of tables alone is no error to the decoder.
    guard width > 0 && height > 0 else {
      throw FileProblem(
        path: decoder.path, found: "one that ends before its image", expected: "a JPEG image")
    }
    let isInk = colors == CInt(TJCS_CMYK.rawValue) || colors == CInt(TJCS_YCCK.rawValue)
    return Header(width: Int(width), height: Int(height), isInk: isInk)
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

    /// Whether the last call warned of something; that an error followed is not ruled out.
    var isWarning: Bool { tjGetErrorCode(handle) == CInt(TJERR_WARNING.rawValue) }

    /// Whether the last call only warned and left a whole image. The first warning's message stays
    /// unless an error's takes its place, which is found out by the same call stopped at the warning.
    func hasOnlyWarned(_ call: (_ flags: CInt) -> Void) -> Bool {
      guard isWarning else { return false }
      let last = message
      call(TJFLAG_STOPONWARNING)
      return message == last
    }

    var message: String { tjGetErrorStr2(handle).map { String(cString: $0) } ?? "unknown reason" }
  }
}
