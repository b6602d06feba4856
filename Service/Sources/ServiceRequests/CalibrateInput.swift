/// What is asked for: thresholds of the enrolled examples, given ones, or those of the network.
public enum CalibrateInput: Decodable, Sendable {
  /// Of the enrolled examples, with a rate of false accepts from 0 to 1 or the best one.
  case enrolled(falseAcceptRate: Double?)
  /// As they are said.
  case given(rejection: Float, verification: Float?)
  /// Those that came with the network.
  case network

  private enum Key: String, CodingKey { case falseAcceptRate, threshold, verification, reset }

  /// - Throws: ``Problem`` or `DecodingError` that says what is not possible.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let reset = try values.decodeIfPresent(Bool.self, forKey: .reset) ?? false
    let rejection = try values.decodeIfPresent(Double.self, forKey: .threshold)
    let verification = try values.decodeIfPresent(Double.self, forKey: .verification)
    let rate = try values.decodeIfPresent(Double.self, forKey: .falseAcceptRate)
    let ways = [reset, rejection != nil || verification != nil, rate != nil]
    guard ways.count(where: { $0 }) <= 1 else {
      throw Problem(
        .unprocessableContent, "Thresholds come from one place.",
        found: values.allKeys.map(\.rawValue).sorted().joined(separator: " and "),
        expected: "falseAcceptRate, threshold (with verification), or reset")
    }
    if reset {
      self = .network
    } else if let rejection {
      self = .given(
        rejection: try Self.finite(rejection), verification: try verification.map(Self.finite))
    } else if verification != nil {
      throw Problem(
        .unprocessableContent, "A threshold of pairs comes with one of classes.",
        found: "verification alone", expected: "threshold")
    } else {
      if let rate, !(0...1).contains(rate) {
        throw Problem(
          .unprocessableContent, "The rate of false accepts is not possible.", found: "\(rate)",
          expected: "from 0 to 1")
      }
      self = .enrolled(falseAcceptRate: rate)
    }
  }

  private static func finite(_ number: Double) throws -> Float {
    guard abs(number) <= 1e30 else {
      throw Problem(
        .unprocessableContent, "The threshold is not possible.", found: "\(number)",
        expected: "from -1e30 to 1e30")
    }
    return Float(number)
  }
}
