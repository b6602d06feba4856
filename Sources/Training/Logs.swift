/// Numbers by metric in the order in which they were first set: what a step or an epoch reports.
///
/// ```swift
/// var logs: Logs = [.loss: 0.412]
/// logs[.oneShotAccuracy] = 0.85
/// print(logs)                  // loss 0.412 · oneShotAccuracy 0.85
/// ```
public struct Logs: Sendable, Equatable {
  /// What there are numbers of, in the order in which they were first set.
  public private(set) var metrics: [Metric] = []
  private var values: [Metric: Double] = [:]

  /// No numbers.
  public init() {}

  /// The number of a metric, nil if there is none; setting nil removes it.
  public subscript(metric: Metric) -> Double? {
    get { values[metric] }
    set {
      if values[metric] == nil, newValue != nil { metrics.append(metric) }
      if newValue == nil { metrics.removeAll { $0 == metric } }
      values[metric] = newValue
    }
  }

  /// Takes all numbers of `other`, which win over those of the same metric.
  public mutating func merge(_ other: Logs) {
    for metric in other.metrics { self[metric] = other[metric] }
  }
}

extension Logs: ExpressibleByDictionaryLiteral {
  /// The given numbers; of those of one metric the last one holds.
  public init(dictionaryLiteral elements: (Metric, Double)...) {
    for (metric, value) in elements { self[metric] = value }
  }
}

extension Logs: CustomStringConvertible {
  /// `loss 0.412 · oneShotAccuracy 0.85`.
  public var description: String {
    metrics.map { "\($0) \(values[$0]!)" }.joined(separator: " · ")
  }
}

extension Logs: Codable {
  private struct Entry: Codable {
    let metric: Metric
    /// The number as its bits, so that every number comes back as it was, NaN and infinity too.
    let bits: UInt64
  }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if it is something else.
  public init(from decoder: any Decoder) throws {
    for entry in try [Entry](from: decoder) {
      self[entry.metric] = Double(bitPattern: entry.bits)
    }
  }

  /// Writes metrics and numbers in order, exactly.
  public func encode(to encoder: any Encoder) throws {
    try metrics.map { Entry(metric: $0, bits: values[$0]!.bitPattern) }.encode(to: encoder)
  }
}
