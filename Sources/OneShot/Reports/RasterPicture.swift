import Files
import Foundation
import Kernels

/// A picture of pixels, gray or in color, that can be written as PNG.
public protocol RasterPicture: Sendable {
  /// In pixels.
  var width: Int { get }
  /// In pixels.
  var height: Int { get }
  /// 1 of a gray picture, 3 of red, green and blue.
  var channels: Int { get }
  /// `height · width · channels` bytes, row by row from the top, 0 for black and 255 for white.
  var pixels: [UInt8] { get }
}

extension RasterPicture {
  /// The bytes of a PNG file.
  public var png: [UInt8] {
    packedPNG(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// The picture as an SVG document, in which each pixel is one of the screen's.
  public var svg: String {
    var svg = SVG(width: Double(width), height: Double(height))
    svg.image(pngAddress(png), 0, 0, width: svg.width, height: svg.height)
    return svg.document
  }

  /// Writes the picture as PNG, or as SVG if that is how the file's name ends.
  ///
  /// - Throws: `FileProblem` if the file cannot be written.
  public func write(to url: URL) throws(FileProblem) {
    let isSVG = url.pathExtension.lowercased() == "svg"
    try Files.write(isSVG ? Array(svg.utf8) : png, to: url)
  }
}

/// A PNG file as an address, which takes the place of a link to the file.
func pngAddress(_ png: [UInt8]) -> String {
  "data:image/png;base64," + Data(png).base64EncodedString()
}
