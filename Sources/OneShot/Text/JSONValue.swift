import Foundation

/// What a value becomes in JSON, to be read by people.
enum JSONValue: Decodable {
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])
  case null

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// The value of anything that can be encoded; null of what cannot be.
  init(of value: any Encodable) {
    let data = try? JSONEncoder().encode(value)
    self = data.flatMap { try? JSONDecoder().decode(JSONValue.self, from: $0) } ?? .null
  }

  /// What is in an object, by path and in order: `distortion.scale` and `0.82, 1.22`.
  func entries(_ path: String = "") -> [(name: String, value: String)] {
    guard case .object(let parts) = self else { return [(path, text)] }
    return parts.sorted { $0.key < $1.key }.flatMap { key, part in
      part.entries(path.isEmpty ? key : "\(path).\(key)")
    }
  }

  /// In a line.
  private var text: String {
    switch self {
    case .flag(let flag): flag ? "yes" : "no"
    // What was in single precision has more digits in JSON than it has.
    case .number(let number):
      Int(exactly: number).map { "\($0)" } ?? "\(Float(number))"
    case .text(let text): text
    case .list(let list): list.map(\.text).joined(separator: ", ")
    case .object(let parts):
      parts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }.joined(separator: " ")
    case .null: "–"
    }
  }
}
