import Foundation

/// What a checkpoint says in words. JSON has no infinity and no NaN, which a callback may well remember:
/// they stand as words.
enum CheckpointText {
  private static let words = ("inf", "-inf", "nan")

  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: words.0, negativeInfinity: words.1, nan: words.2)
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: words.0, negativeInfinity: words.1, nan: words.2)
    return try decoder.decode(type, from: Data(text.utf8))
  }
}
