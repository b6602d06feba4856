import Basics
import Files
import Kernels

/// A picture of bytes, gray or red-green-blue: what image files are decoded to and encoded from.
public struct Bitmap: Sendable, Hashable {
  /// The meaning of a pixel's bytes.
  public enum Format: Int, Sendable, Hashable {
    /// One byte, 0 for black and 255 for white.
    case gray = 1
    /// Three bytes: red, green, blue.
    case rgb = 3

    /// The number of bytes of a pixel.
    public var channels: Int { rawValue }
  }

  /// The most pixels that an image may have, 2²⁷: larger ones are refused before memory is asked for.
  public static let maximumPixels = 1 << 27

  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int
  /// The meaning of a pixel's bytes.
  public let format: Format
  /// `height · width · format.channels` bytes, row by row from the top.
  public let pixels: [UInt8]

  /// A picture of the given pixels; a number of bytes that does not fit is a programming error.
  public init(width: Int, height: Int, format: Format = .gray, pixels: [UInt8]) {
    require(
      width > 0 && height > 0 && pixels.count == width * height * format.channels,
      "Bitmap: \(width)×\(height) pixels of \(format.channels) bytes, got \(pixels.count) bytes")
    self.width = width
    self.height = height
    self.format = format
    self.pixels = pixels
  }

  /// A picture of 1 or 3 bytes a pixel, gray or red-green-blue; another number, or a number of bytes that
  /// does not fit, is a programming error.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    guard let format = Format(rawValue: channels) else {
      fatalError("Bitmap: expected 1 or 3 channels, got \(channels)")
    }
    self.init(width: width, height: height, format: format, pixels: pixels)
  }

  /// Refuses what a file's header says before memory is asked for.
  ///
  /// - Parameter limit: The most pixels; more than ``maximumPixels`` are never read.
  static func checkSize(
    width: Int, height: Int, limit: Int = maximumPixels, path: String
  ) throws(FileProblem) {
    let (pixels, isTooLarge) = width.multipliedReportingOverflow(by: height)
    let limit = min(limit, maximumPixels)
    guard !isTooLarge && pixels <= limit else {
      throw FileProblem(
        path: path, found: "\(width)×\(height)", expected: "at most \(limit) pixels")
    }
  }

  /// The same picture in gray: of colors their luma.
  var gray: Bitmap {
    if format == .gray { return self }
    let size = width * height
    let gray = [UInt8](unsafeUninitializedCapacity: size) { target, count in
      count = size
      guard let target = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        Kernels.gray(ofRGB: source, count: size, into: target)
      }
    }
    return Bitmap(width: width, height: height, pixels: gray)
  }

  /// The picture turned upright, where it was stored with an EXIF orientation from 1 to 8.
  func turnedUpright(from orientation: Int) -> Bitmap {
    if orientation == 1 { return self }
    let upright = [UInt8](unsafeUninitializedCapacity: pixels.count) { target, count in
      count = pixels.count
      guard let target = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        turnUpright(
          source, height: height, width: width, channels: format.channels,
          orientation: orientation, into: target)
      }
    }
    let isTransposed = orientation >= 5
    return Bitmap(
      width: isTransposed ? height : width, height: isTransposed ? width : height, format: format,
      pixels: upright)
  }
}
