import Datasets
import Files
import Foundation

extension Bitmap {
  /// The picture in a file of any kind that is read, which its first bytes tell:
  ///
  /// - PNG of every kind: gray, colors or a palette of 1 to 16 bits, interlaced or not;
  /// - JPEG, baseline or progressive, of gray, colors or printing inks (CMYK);
  /// - WebP, with loss and without, and the first image of an animation;
  /// - GIF, the first image;
  /// - BMP of 1 to 32 bits, plain, with bit fields or in runs;
  /// - PBM, PGM and PPM, as text or bytes, with any largest value;
  /// - TIFF of 1 to 16 bits, the first image.
  ///
  /// It is turned upright as the orientation that the file states says. Values are those of the file:
  /// what it says about gamma and color profiles is left aside. Of 16 bits a channel, the upper 8 are
  /// read, and gray alone is rounded.
  ///
  /// - Parameters:
  ///   - data: The bytes of the file.
  ///   - format: What the pixels become: gray is the luma of colors after BT.601, and gray in colors is
  ///     three times the same. Default RGB.
  ///   - background: What is transparent is shown on, in proportion to how transparent it is; default
  ///     white.
  ///   - maximumPixels: A picture that says it has more is refused before it is decoded; default, and
  ///     never more than, ``maximumPixels``.
  ///   - path: Where `data` comes from, for the error; default `picture`.
  /// - Throws: `FileProblem` if the file is of another kind, damaged or cut off, or has too many pixels.
  public static func decode(
    _ data: [UInt8], as format: Format = .rgb, background: PixelColor = .white,
    maximumPixels: Int = maximumPixels, path: String = "picture"
  ) throws(FileProblem) -> Bitmap {
    try decode(
      data, as: format, background: background, atLeast: nil, limit: maximumPixels, path: path)
  }

  /// The picture in a file of any kind that is read, where a JPEG may be smaller than stored but not
  /// smaller than `least` in either direction, which makes it faster.
  ///
  /// - Parameter least: Of the upright picture; nil for the whole size.
  package static func decode(
    _ data: [UInt8], as format: Format, background: PixelColor,
    atLeast least: (width: Int, height: Int)?, limit: Int = maximumPixels, path: String
  ) throws(FileProblem) -> Bitmap {
    func turned(_ decoded: (picture: DecodedPicture, orientation: Int)) -> Bitmap {
      decoded.picture.bitmap(as: format, over: background)
        .turnedUpright(from: decoded.orientation)
    }
    switch try PictureFormat(of: data, path: path) {
    case .png: return try PNG.decode(data, as: format, over: background, limit: limit, path: path)
    case .jpeg: return try JPEG.decode(data, as: format, atLeast: least, limit: limit, path: path)
    case .webp: return turned(try WebP.decode(data, limit: limit, path: path))
    case .gif: return turned((try GIF.decode(data, limit: limit, path: path), 1))
    case .bmp: return turned((try BMP.decode(data, limit: limit, path: path), 1))
    case .netpbm: return turned((try NetPBM.decode(data, limit: limit, path: path), 1))
    case .tiff: return turned(try TIFF.decode(data, limit: limit, path: path))
    }
  }

  /// The picture in a file, as `decode(_:as:background:maximumPixels:path:)` gives it.
  ///
  /// - Throws: `FileProblem` if it cannot be read or is no picture of a kind that is read.
  public static func read(
    _ url: URL, as format: Format = .rgb, background: PixelColor = .white
  ) throws(FileProblem) -> Bitmap {
    try decode(Files.read(url), as: format, background: background, path: url.relativePath)
  }
}

extension ImagePreprocessing {
  /// The picture in a file, in as many channels as the image is to have, on this background: what
  /// `callAsFunction(_:height:width:)` makes the image of.
  ///
  /// - Parameters:
  ///   - data: The bytes of a file of any kind that ``Bitmap/decode(_:as:background:maximumPixels:path:)``
  ///     reads.
  ///   - maximumPixels: A picture that says it has more is refused before it is decoded; default, and
  ///     never more than, ``Bitmap/maximumPixels``.
  ///   - path: Where `data` comes from, for the error; default `picture`.
  /// - Throws: `FileProblem` if it is damaged, of another kind or has too many pixels.
  public func decode(
    _ data: [UInt8], maximumPixels: Int = Bitmap.maximumPixels, path: String = "picture"
  ) throws(FileProblem) -> Bitmap {
    let least = reducingGap.map {
      (width: Int((Float(width) * $0).rounded(.up)), height: Int((Float(height) * $0).rounded(.up)))
    }
    return try Bitmap.decode(
      data, as: channels == 1 ? .gray : .rgb, background: background, atLeast: least,
      limit: maximumPixels, path: path)
  }
}
