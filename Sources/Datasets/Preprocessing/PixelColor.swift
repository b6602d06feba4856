/// A color of 8 bits a channel.
public struct PixelColor: Sendable, Hashable, Codable {
  /// From 0 to 255.
  public var red: UInt8
  /// From 0 to 255.
  public var green: UInt8
  /// From 0 to 255.
  public var blue: UInt8

  /// A color; 0, 0, 0 is black.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// 255, 255, 255.
  public static let white = PixelColor(red: 255, green: 255, blue: 255)
  /// 0, 0, 0.
  public static let black = PixelColor(red: 0, green: 0, blue: 0)
}
