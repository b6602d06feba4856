/// A color as it stands in a file, 0 to 255 for each of red, green and blue.
public struct PixelColor: Sendable, Hashable, Codable {
  /// From none, 0, to full, 255.
  public var red: UInt8
  /// From none, 0, to full, 255.
  public var green: UInt8
  /// From none, 0, to full, 255.
  public var blue: UInt8

  /// A color of its three parts.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A gray from black, 0, to white, 255.
  public static func gray(_ level: UInt8) -> PixelColor {
    PixelColor(red: level, green: level, blue: level)
  }

  /// All parts 0.
  public static let black = gray(0)
  /// All parts 255.
  public static let white = gray(255)

  /// From 0 to 1, in as many channels as an image has: of one, and of any number but three, its gray,
  /// the luma of ITU-R BT.601.
  func values(channels: Int) -> SIMD4<Float> {
    let color = SIMD4(Float(red), Float(green), Float(blue), 0) / 255
    if channels == 3 { return color }
    // A gray stays what it is, whatever the weights round to.
    if red == green && green == blue { return SIMD4(repeating: color.x) }
    return SIMD4(repeating: 0.299 * color.x + 0.587 * color.y + 0.114 * color.z)
  }
}
