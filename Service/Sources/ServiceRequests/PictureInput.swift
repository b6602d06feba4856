import DatasetFiles
import Foundation

/// A picture as JSON has it: a file in base64, or strokes of a pen.
public struct PictureInput: Decodable, Sendable {
  /// The most points of all strokes of a drawing together.
  public static let maximumPoints = 4096

  private enum Key: CodingKey { case image, strokes, width, height, pen }

  /// The file, or one made of the strokes.
  public let picture: Picture

  /// - Throws: ``Problem`` or `DecodingError` that says what is not possible.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    switch (values.contains(.image), values.contains(.strokes)) {
    case (true, false):
      let text = try values.decode(String.self, forKey: .image)
      guard let data = Data(base64Encoded: text) else {
        throw Problem(
          .unprocessableContent, "The image is no base64.", found: "\(text.utf8.count) bytes",
          expected: "the bytes of a PNG, JPEG or WebP file in base64")
      }
      picture = try Picture(bytes: [UInt8](data))
    case (false, true):
      picture = try Picture(try Self.drawing(values))
    case (let image, _):
      throw Problem(
        .unprocessableContent, "A picture is either a file or a drawing.",
        found: image ? "image and strokes" : "neither image nor strokes",
        expected: "image, or strokes with width and height")
    }
  }

  private static func drawing(_ values: KeyedDecodingContainer<Key>) throws -> PenDrawing {
    let width = try values.decode(Double.self, forKey: .width)
    let height = try values.decode(Double.self, forKey: .height)
    let pen = try values.decodeIfPresent(Double.self, forKey: .pen)
    let strokes = try values.decode(Strokes.self, forKey: .strokes).strokes
    let (w, h, p) = (Float(width), Float(height), pen.map { Float($0) })
    guard PenDrawing.isPossible(strokes, width: w, height: h, pen: p) else {
      throw Problem(
        .unprocessableContent, "The drawing is not possible.",
        found: "a paper of \(width)×\(height)" + (pen.map { ", a pen of \($0)" } ?? ""),
        expected: "a paper of up to 1,000,000 a side, a pen no broader than it is long, and no "
          + "point farther from it than ten thousand times that")
    }
    guard strokes.contains(where: { !$0.isEmpty }) else {
      throw Problem(
        .unprocessableContent, "The drawing has no ink.", found: "no points",
        expected: "at least one stroke of one point")
    }
    return PenDrawing(strokes, width: w, height: h, pen: p)
  }
}

/// Strokes of points `[x, y]` or `[x, y, seconds]`, of which too many are refused while they are read.
private struct Strokes: Decodable {
  var strokes: [[PenDrawing.Point]] = []

  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    var room = PictureInput.maximumPoints
    while !list.isAtEnd {
      var points = try list.nestedUnkeyedContainer()
      var stroke: [PenDrawing.Point] = []
      while !points.isAtEnd {
        room -= 1
        if room < 0 { throw Self.tooMany }
        stroke.append(try Self.point(points.nestedUnkeyedContainer()))
      }
      // A stroke without points draws nothing, but takes room too.
      if stroke.isEmpty { room -= 1 }
      if room < 0 { throw Self.tooMany }
      strokes.append(stroke)
    }
  }

  private static func point(
    _ container: any UnkeyedDecodingContainer
  ) throws -> PenDrawing.Point {
    var numbers = container
    var read: [Double] = []
    while !numbers.isAtEnd, read.count < 4 { read.append(try numbers.decode(Double.self)) }
    guard (2...3).contains(read.count) else {
      throw Problem(
        .unprocessableContent, "A point is not possible.", found: "\(read.count) numbers",
        expected: "x, y and perhaps seconds")
    }
    return PenDrawing.Point(x: Float(read[0]), y: Float(read[1]))
  }

  private static let tooMany = Problem(
    .unprocessableContent, "The drawing has too many points.",
    expected: "at most \(PictureInput.maximumPoints)")
}
