import CoreMetrics
import NIOConcurrencyHelpers

/// One number, or a few that belong together, of a series.
protocol MeasuredValue: AnyObject, Sendable {
  /// What Prometheus calls it.
  var kind: String { get }
  /// What stands behind the label, more dimensions, and the number.
  var lines: [(suffix: String, dimensions: [String], value: String)] { get }
}

/// Only grows.
final class CountedValue: CounterHandler, MeasuredValue {
  private let value = NIOLockedValueBox<Int64>(0)
  let kind = "counter"

  func increment(by amount: Int64) { value.withLockedValue { $0 += amount } }
  func reset() { value.withLockedValue { $0 = 0 } }

  var lines: [(suffix: String, dimensions: [String], value: String)] {
    [("", [], "\(value.withLockedValue { $0 })")]
  }
}

/// Is what it was set to last.
final class GaugedValue: MeterHandler, RecorderHandler, MeasuredValue {
  private let value = NIOLockedValueBox<Double>(0)
  let kind = "gauge"

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLockedValue { $0 = value } }
  func increment(by amount: Double) { value.withLockedValue { $0 += amount } }
  func decrement(by amount: Double) { value.withLockedValue { $0 -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  var lines: [(suffix: String, dimensions: [String], value: String)] {
    [("", [], "\(value.withLockedValue { $0 })")]
  }
}

/// How often what was measured was no more than each of some bounds.
final class Histogram: RecorderHandler, TimerHandler, MeasuredValue {
  /// Bounds for times, from a fraction of a millisecond to ten seconds.
  static let seconds = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]
  /// Bounds for numbers of things.
  static let counts: [Double] = [1, 2, 4, 8, 16, 32, 64, 128]

  private struct State {
    var counts: [Int]
    var count = 0
    var sum = 0.0
  }

  let kind = "histogram"
  private let bounds: [Double]
  private let state: NIOLockedValueBox<State>

  init(bounds: [Double]) {
    self.bounds = bounds
    state = NIOLockedValueBox(State(counts: Array(repeating: 0, count: bounds.count)))
  }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    state.withLockedValue { state in
      state.count += 1
      state.sum += value
      if let place = bounds.firstIndex(where: { value <= $0 }) { state.counts[place] += 1 }
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  var lines: [(suffix: String, dimensions: [String], value: String)] {
    let state = state.withLockedValue { $0 }
    var total = 0
    let buckets = zip(bounds, state.counts).map { bound, count in
      total += count
      return (suffix: "_bucket", dimensions: ["le=\"\(bound)\""], value: "\(total)")
    }
    return buckets + [
      ("_bucket", ["le=\"+Inf\""], "\(state.count)"), ("_sum", [], "\(state.sum)"),
      ("_count", [], "\(state.count)"),
    ]
  }
}
