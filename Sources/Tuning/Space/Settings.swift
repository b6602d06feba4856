import Basics

/// The value of one parameter.
public enum Setting: Sendable, Hashable, Codable, CustomStringConvertible {
  /// A number of a linear or log range.
  case number(Double)
  /// An integer.
  case integer(Int)
  /// One of several names.
  case choice(String)

  /// The value alone.
  public var description: String {
    switch self {
    case .number(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .choice(let name): name
    }
  }

  /// Reads an integer, a number or a string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let name = try? container.decode(String.self) {
      self = .choice(name)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  /// Writes the value alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .choice(let name): try container.encode(name)
    }
  }
}

/// What a setting can be read as: `Double` and `Float` for numbers and integers, `Int` for integers,
/// `String` for choices.
public protocol SettingValue: Sendable {
  /// The setting as a value of this type, nil if it is none.
  static func value(of setting: Setting) -> Self?
}

extension Double: SettingValue {
  /// A number or an integer.
  public static func value(of setting: Setting) -> Double? {
    switch setting {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .choice: nil
    }
  }
}

extension Float: SettingValue {
  /// A number or an integer, in single precision.
  public static func value(of setting: Setting) -> Float? {
    Double.value(of: setting).map { Float($0) }
  }
}

extension Int: SettingValue {
  /// An integer.
  public static func value(of setting: Setting) -> Int? {
    if case .integer(let value) = setting { value } else { nil }
  }
}

extension String: SettingValue {
  /// A choice.
  public static func value(of setting: Setting) -> String? {
    if case .choice(let name) = setting { name } else { nil }
  }
}

/// A value for each parameter of a ``SearchSpace``.
///
/// ```swift
/// let rate: Float = settings["learningRate"]
/// print(settings)    // learningRate 0.0123, filters 64
/// ```
public struct Settings: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The names of the parameters in order.
  public let names: [String]
  private let values: [String: Setting]

  /// The given values; names must differ.
  public init(_ settings: [(name: String, value: Setting)]) {
    names = settings.map(\.name)
    values = Dictionary(settings.map { ($0.name, $0.value) }) { first, _ in first }
    require(values.count == names.count, "Settings: expected different names, got \(names)")
  }

  /// The value of a parameter as the type that is wanted; there must be one.
  public subscript<Value: SettingValue>(name: String) -> Value {
    guard let setting = values[name] else {
      fatalError("Settings: no parameter \(name); there are \(names.joined(separator: ", "))")
    }
    guard let value = Value.value(of: setting) else {
      fatalError("Settings: \(name) is \(setting), which is no \(Value.self)")
    }
    return value
  }

  /// The value of a parameter, nil if there is none of this name.
  public subscript(setting name: String) -> Setting? { values[name] }

  /// Names and values: `learningRate 0.0123, filters 64`.
  public var description: String {
    names.map { name in "\(name) \(values[name].map(\.description) ?? "")" }
      .joined(separator: ", ")
  }
}
