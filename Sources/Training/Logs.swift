/// Named numbers in the order in which they were first set: what a step or an epoch reports.
///
/// ```swift
/// var logs: Logs = ["loss": 0.412]
/// logs["accuracy"] = 0.85
/// print(logs)                  // loss 0.412 · accuracy 0.85
/// ```
public struct Logs: Sendable, Equatable {
  /// The names, in the order in which they were first set.
  public private(set) var names: [String] = []
  private var values: [String: Double] = [:]

  /// No numbers.
  public init() {}

  /// The number of the given name, nil where there is none; setting nil removes it.
  public subscript(name: String) -> Double? {
    get { values[name] }
    set {
      if values[name] == nil, newValue != nil { names.append(name) }
      if newValue == nil { names.removeAll { $0 == name } }
      values[name] = newValue
    }
  }

  /// Takes all numbers of `other`, which win over those of the same name.
  public mutating func merge(_ other: Logs) {
    for name in other.names { self[name] = other[name] }
  }
}

extension Logs: ExpressibleByDictionaryLiteral {
  /// The given numbers; of equal names the last one holds.
  public init(dictionaryLiteral elements: (String, Double)...) {
    for (name, value) in elements { self[name] = value }
  }
}

extension Logs: CustomStringConvertible {
  /// `loss 0.412 · accuracy 0.85`.
  public var description: String {
    names.map { "\($0) \(values[$0]!)" }.joined(separator: " · ")
  }
}

extension Logs: Codable {
  private struct Entry: Codable {
    let name: String
    /// The number as its bits, so that every number comes back as it was, NaN and infinity too.
    let bits: UInt64
  }

  /// Reads what `encode(to:)` wrote.
  public init(from decoder: any Decoder) throws {
    for entry in try [Entry](from: decoder) {
      self[entry.name] = Double(bitPattern: entry.bits)
    }
  }

  /// Writes names and numbers in order, exactly.
  public func encode(to encoder: any Encoder) throws {
    try names.map { Entry(name: $0, bits: values[$0]!.bitPattern) }.encode(to: encoder)
  }
}
