/// One picture or several, as JSON has them.
public enum ClassifyInput: Decodable, Sendable {
  /// The most pictures of one request.
  public static let maximumPictures = 64

  /// Answered with one prediction.
  case one(Picture)
  /// Answered with a list of predictions.
  case many([Picture])

  private enum Key: CodingKey { case images }

  /// - Throws: ``Problem`` or `DecodingError` that says what is not possible.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    guard values.contains(.images) else {
      self = .one(try PictureInput(from: decoder).picture)
      return
    }
    var list = try values.nestedUnkeyedContainer(forKey: .images)
    var pictures: [Picture] = []
    while !list.isAtEnd {
      pictures.append(try list.decode(PictureInput.self).picture)
      if pictures.count > Self.maximumPictures { break }
    }
    guard (1...Self.maximumPictures).contains(pictures.count) else {
      throw Problem(
        .unprocessableContent, "The number of images is not possible.",
        found: pictures.isEmpty ? "none" : "more than \(Self.maximumPictures)",
        expected: "1 to \(Self.maximumPictures)")
    }
    self = .many(pictures)
  }
}
