import Foundation

/// Reads the JSON of a body.
public enum JSON {
  /// - Throws: ``Problem`` that says where the JSON is otherwise than expected.
  public static func decode<Input: Decodable & SendableMetatype>(
    _ type: Input.Type, _ data: Data
  ) throws -> Input {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw Problem(of: error)
    }
  }
}

extension Problem {
  /// What is wrong with JSON.
  fileprivate init(of error: DecodingError) {
    func place(_ context: DecodingError.Context) -> String {
      let keys = context.codingPath.map { key in
        key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
      }
      return "$" + keys.joined()
    }
    switch error {
    case .keyNotFound(let key, let context):
      self.init(
        .unprocessableContent, "The JSON lacks something.", found: "no \(key.stringValue)",
        expected: "\(place(context)).\(key.stringValue)")
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      self.init(
        .unprocessableContent, "The JSON has a value of another type.",
        found: context.debugDescription, expected: "\(type) at \(place(context))")
    case .dataCorrupted(let context):
      self.init(
        .badRequest, "The body is no JSON.", found: context.debugDescription,
        expected: "JSON at \(place(context))")
    @unknown default: self.init(.badRequest, "The body is no JSON.")
    }
  }
}
