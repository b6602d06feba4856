import DatasetFiles
import Foundation

/// A picture as a client sent it.
struct Picture: Sendable {
  /// What it is a picture in.
  enum Kind: String, Sendable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case webp = "image/webp"

    /// Told by the first bytes; nil for a file of another kind.
    init?(of bytes: some Collection<UInt8>) {
      let start = Array(bytes.prefix(12))
      if start.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
        self = .png
      } else if start.starts(with: [0xFF, 0xD8, 0xFF]) {
        self = .jpeg
      } else if start.starts(with: "RIFF".utf8), start.dropFirst(8).starts(with: "WEBP".utf8) {
        self = .webp
      } else {
        return nil
      }
    }
  }

  /// The most pixels that a picture may say it has: more than cameras of today, and a hundred megabytes
  /// once it is unpacked.
  static let maximumPixels = 1 << 25

  let kind: Kind
  /// The bytes of the file.
  let bytes: [UInt8]

  /// - Throws: ``Problem`` if the bytes are no file of a kind that is read.
  init(bytes: [UInt8]) throws(Problem) {
    guard let kind = Kind(of: bytes) else {
      throw Problem(
        .unprocessableContent, "This is no picture of a kind that is read.",
        found: bytes.isEmpty ? "nothing" : "\(bytes.count) bytes that begin otherwise",
        expected: "a PNG, JPEG or WebP file")
    }
    (self.kind, self.bytes) = (kind, bytes)
  }

  /// The picture of a drawing, in PNG.
  init(_ drawing: PenDrawing) throws {
    kind = .png
    bytes = try PNG.encode(drawing.bitmap(longerSide: Self.drawingSide))
  }

  /// Of the picture of a drawing, in pixels: twice what Omniglot's drawings have.
  private static let drawingSide = 210

  /// The same as a PNG file, whatever it was.
  func asPNG() throws -> [UInt8] {
    kind == .png
      ? bytes : try PNG.encode(Bitmap.decode(bytes, maximumPixels: Self.maximumPixels))
  }
}

/// A picture, and what a network is shown of it.
struct PreparedPicture: Sendable {
  let picture: Picture
  /// `height · width · channels` bytes of the network's input.
  let pixels: [UInt8]

  /// Decodes a picture and brings it to the size of a network's input.
  ///
  /// - Throws: ``Problem`` if it is damaged or has too many pixels.
  init(_ picture: Picture, as preprocessing: ImagePreprocessing) throws(Problem) {
    self.picture = picture
    do throws(FileProblem) {
      let bitmap = try preprocessing.decode(
        picture.bytes, maximumPixels: Picture.maximumPixels, path: "the picture")
      pixels = preprocessing(bitmap.pixels, height: bitmap.height, width: bitmap.width)
    } catch {
      throw Problem(
        .unprocessableContent, "The picture cannot be read.", found: error.found,
        expected: error.expected)
    }
  }

  /// What the network is shown, as a PNG file in which ink is as dark or light as it was.
  func input(of preprocessing: ImagePreprocessing) throws -> [UInt8] {
    let isTurned = preprocessing.values.polarity == .darkOnLight
    return try PNG.encode(
      Bitmap(
        width: preprocessing.width, height: preprocessing.height, channels: preprocessing.channels,
        pixels: isTurned ? pixels.map { 255 - $0 } : pixels))
  }
}
