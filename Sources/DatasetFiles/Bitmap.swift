import Kernels

/// A picture of bytes, grey or red-green-blue: what image files are decoded to and encoded from.
public struct Bitmap: Sendable, Hashable {
  /// The meaning of a pixel's bytes.
  public enum Format: Int, Sendable, Hashable {
    /// One byte, 0 for black and 255 for white.
    case grey = 1
    /// Three bytes: red, green, blue.
    case rgb = 3

    /// The number of bytes of a pixel.
    public var channels: Int { rawValue }
  }

  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int
  /// The meaning of a pixel's bytes.
  public let format: Format
  /// `height · width · format.channels` bytes, row by row from the top.
  public let pixels: [UInt8]

  /// A picture of the given pixels; a number of bytes that does not fit is a programming error.
  public init(width: Int, height: Int, format: Format = .grey, pixels: [UInt8]) {
    require(
      width > 0 && height > 0 && pixels.count == width * height * format.channels,
      "Bitmap: \(width)×\(height) pixels of \(format.channels) bytes, got \(pixels.count) bytes")
    self.width = width
    self.height = height
    self.format = format
    self.pixels = pixels
  }
}
