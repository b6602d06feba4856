import Foundation

/// The name of a class as it stands in a path.
public struct Label: Sendable, Hashable {
  /// Composed (Unicode's NFC), so that what looks the same is the same to the database too.
  public let text: String

  /// The most bytes of a label, in UTF-8.
  public static let maximumBytes = 200

  /// - Parameter component: A part of a path, percent-encoded.
  /// - Throws: ``Problem`` if it is no text, empty, too long, or has control characters.
  public init(percentEncoded component: String) throws(Problem) {
    guard let decoded = component.removingPercentEncoding else {
      throw Problem(
        .badRequest, "The label is no text.", found: component,
        expected: "UTF-8 with percent-encoding")
    }
    try self.init(decoded)
  }

  /// - Parameter label: The name as it is.
  /// - Throws: ``Problem`` if it is empty, too long, or has control characters.
  public init(_ label: String) throws(Problem) {
    let text = label.precomposedStringWithCanonicalMapping
    let size = text.utf8.count
    func refusal(_ found: String) -> Problem {
      Problem(
        .unprocessableContent, "The label is not possible.", found: found,
        expected: "1 to \(Self.maximumBytes) bytes of UTF-8 without control characters, not . or .."
      )
    }
    guard (1...Self.maximumBytes).contains(size) else { throw refusal("\(size) bytes") }
    guard text != ".", text != ".." else { throw refusal(text) }
    let isControl: (Unicode.Scalar) -> Bool = { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
      default: false
      }
    }
    if let control = text.unicodeScalars.first(where: isControl) {
      throw refusal("the character U+\(String(control.value, radix: 16, uppercase: true))")
    }
    self.text = text
  }

  /// As it stands in a path.
  public var percentEncoded: String {
    text.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? text
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
