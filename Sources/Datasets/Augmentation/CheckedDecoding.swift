import Basics

extension KeyedDecodingContainer {
  /// The value of a key that a condition holds for.
  ///
  /// - Parameter expected: What the condition asks for, for the message: `a probability`.
  /// - Throws: `DecodingError` if the value is missing, of another type or not what is expected.
  func decode<Value: Decodable>(
    _ key: Key, expected: String, where condition: (Value) -> Bool
  ) throws -> Value {
    let value = try decode(Value.self, forKey: key)
    guard condition(value) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "expected \(expected), found \(value)")
    }
    return value
  }

  /// The probability of a key, from 0 to 1.
  ///
  /// - Throws: `DecodingError` if it is missing or none.
  func decodeProbability(_ key: Key) throws -> Float {
    try decode(key, expected: "a probability within 0 and 1") { isProbability($0) }
  }
}

/// Whether a number is within 0 and 1.
func isProbability(_ value: Float) -> Bool { (0...1).contains(value) }

/// Stops unless a number is within 0 and 1.
func requireProbability(_ value: Float, of name: String) {
  require(isProbability(value), "\(name): expected a probability within 0 and 1, got \(value)")
}
