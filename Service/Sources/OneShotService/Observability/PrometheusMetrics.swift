import CoreMetrics
import NIOConcurrencyHelpers

/// Keeps what the program measures, and writes it as Prometheus reads it.
///
/// Counters become counters, meters gauges, recorders and timers histograms, of seconds where a label ends
/// in `_seconds`.
final class PrometheusMetrics: MetricsFactory {
  private let series = NIOLockedValueBox<[Series: any MeasuredValue]>([:])

  struct Series: Hashable, Sendable {
    let label: String
    let dimensions: [String]
  }

  /// The series of a label and its dimensions, which is made if it is not there.
  private func value<Value: MeasuredValue>(
    _ label: String, _ dimensions: [(String, String)], make: () -> Value
  ) -> Value {
    let names = dimensions.map { "\($0)=\"\(Self.escaped($1))\"" }
    return series.withLockedValue { series in
      let key = Series(label: label, dimensions: names)
      if let value = series[key] as? Value { return value }
      let value = make()
      series[key] = value
      return value
    }
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    value(label, dimensions) { CountedValue() }
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    value(label, dimensions) { GaugedValue() }
  }

  func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    if !aggregate { return value(label, dimensions) { GaugedValue() } }
    return value(label, dimensions) { Histogram(bounds: Histogram.counts) }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    value(label, dimensions) { Histogram(bounds: Histogram.seconds) }
  }

  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  /// All series in the text format of Prometheus, version 0.0.4.
  var text: String {
    let all = series.withLockedValue { $0 }
    var text = ""
    for (label, members) in Dictionary(grouping: all, by: \.key.label).sorted(by: {
      $0.key < $1.key
    }) {
      guard let kind = members.first?.value.kind else { continue }
      text += "# TYPE \(label) \(kind)\n"
      let sorted = members.sorted {
        $0.key.dimensions.lexicographicallyPrecedes($1.key.dimensions)
      }
      for (series, value) in sorted {
        for line in value.lines {
          let names = series.dimensions + line.dimensions
          let braces = names.isEmpty ? "" : "{\(names.joined(separator: ","))}"
          text += "\(label)\(line.suffix)\(braces) \(line.value)\n"
        }
      }
    }
    return text
  }

  /// A value of a label as it stands between quotes.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
