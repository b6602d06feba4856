/// A color of bytes: what transparent parts of a picture lie on, or what fills its margins.
public struct PixelColor: Sendable, Hashable, Codable {
  /// From 0 to 255.
  public var red: UInt8
  /// From 0 to 255.
  public var green: UInt8
  /// From 0 to 255.
  public var blue: UInt8

  /// A color of the given parts, each from 0 to 255.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// 255 in each part.
  public static let white = PixelColor(red: 255, green: 255, blue: 255)
  /// 0 in each part.
  public static let black = PixelColor(red: 0, green: 0, blue: 0)
}
