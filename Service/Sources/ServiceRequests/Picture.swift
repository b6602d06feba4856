import DatasetFiles
import Foundation

/// A picture as a client sent it.
public struct Picture: Sendable {
  /// What it is a picture in.
  public enum Kind: String, Sendable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case webp = "image/webp"

    /// Told by the first bytes; nil for a file of another kind.
    public init?(of bytes: some Collection<UInt8>) {
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
  public static let maximumPixels = 1 << 25

  /// Told by the first bytes.
  public let kind: Kind
  /// The bytes of the file.
  public let bytes: [UInt8]

  /// - Throws: ``Problem`` if the bytes are no file of a kind that is read.
  public init(bytes: [UInt8]) throws(Problem) {
    guard let kind = Kind(of: bytes) else {
      throw Problem(
        .unprocessableContent, "This is no picture of a kind that is read.",
        found: bytes.isEmpty ? "nothing" : "\(bytes.count) bytes that begin otherwise",
        expected: "a PNG, JPEG or WebP file")
    }
    (self.kind, self.bytes) = (kind, bytes)
  }

  /// The picture of a drawing, in PNG.
  ///
  /// - Throws: `FileProblem` if it cannot be encoded.
  public init(_ drawing: PenDrawing) throws {
    kind = .png
    bytes = try PNG.encode(drawing.bitmap(longerSide: Self.drawingSide))
  }

  /// Of the picture of a drawing, in pixels: twice what Omniglot's drawings have.
  private static let drawingSide = 210

  /// The same as a PNG file, whatever it was.
  ///
  /// - Throws: `FileProblem` if it is damaged or has more than ``maximumPixels``.
  public func asPNG() throws -> [UInt8] {
    kind == .png
      ? bytes : try PNG.encode(Bitmap.decode(bytes, maximumPixels: Self.maximumPixels))
  }
}
