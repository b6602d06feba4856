import Files
import Foundation

/// Shows how a long run goes: one line that is drawn again and again on a terminal, a plain line now
/// and then elsewhere.
///
/// ```swift
/// var bar = ProgressBar(total: 1000, unit: "pairs")
/// bar.update(to: 20, items: 640, values: [("loss", "0.412")])
/// bar.finish()
/// ```
///
/// Among the callbacks of a training, as `ProgressBar(unit: "pairs")`, it knows from the run how many
/// steps there are and how many items a step has, and shows the loss, what the last validation found,
/// and warnings.
public struct ProgressBar {
  var total: Int?
  var unit: String
  var itemsPerStep: Int?
  /// Steps that were done before this process took the work up.
  var origin = 0
  private let isLive: Bool
  private let interval: Double
  let write: (String) -> Void
  let now: () -> Double
  var start: Double
  /// How many of a run's warnings have been shown.
  var shownWarnings = 0
  private var last: Double
  private var width = 0

  /// A bar for `total` steps.
  ///
  /// - Parameters:
  ///   - total: The number of steps; nil (default) if a training tells, or nobody knows.
  ///   - unit: What a step's items are, for the speed: `pairs`; default `steps`.
  ///   - itemsPerStep: How many items a step has; nil (default) if a training's batches tell. If
  ///     they do not, the speed of the training is in steps.
  ///   - isLive: Whether the line is drawn anew; by default when standard error is a terminal.
  ///   - interval: Seconds between two lines; by default 0.1 live and 10 otherwise.
  ///   - write: Where text goes; by default standard error, as far as it can be written.
  ///   - now: Seconds on some clock; by default the system's uptime.
  public init(
    total: Int? = nil, unit: String = "steps", itemsPerStep: Int? = nil, isLive: Bool? = nil,
    interval: Double? = nil,
    write: ((String) -> Void)? = nil,
    now: @escaping () -> Double = { ProcessInfo.processInfo.systemUptime }
  ) {
    self.total = total
    self.unit = unit
    self.itemsPerStep = itemsPerStep
    self.isLive = isLive ?? (isatty(STDERR_FILENO) == 1)
    self.interval = interval ?? (self.isLive ? 0.1 : 10)
    self.write = write ?? { StandardError.write($0) }
    self.now = now
    start = now()
    last = -.infinity
  }

  /// Shows that `step` steps are done.
  ///
  /// - Parameters:
  ///   - step: Steps done so far.
  ///   - items: Items done so far, for the speed.
  ///   - values: What else to show, in order: names and values.
  public mutating func update(
    to step: Int, items: Int, values: [(name: String, value: String)] = []
  ) {
    let time = now()
    guard time - last >= interval || step == total else { return }
    last = time
    let elapsed = max(time - start, 1e-9)
    let speed = Double(items) / elapsed
    let done = step - origin
    var details = values.map { "\($0.name) \($0.value)" } + ["\(rounded(speed)) \(unit)/s"]
    if let total {
      let left = done > 0 ? elapsed / Double(done) * Double(total - step) : 0
      details.append("\(clock(left)) left")
    }
    show("\(count(step)) \(isLive ? bar(step) + " " : "")" + details.joined(separator: " · "))
  }

  /// Ends the line.
  public mutating func finish() {
    if isLive && width > 0 { write("\n") }
  }

  /// Writes a line of its own, above the bar.
  mutating func note(_ line: String) {
    finish()
    width = 0
    write(line + "\n")
  }

  private mutating func show(_ line: String) {
    guard isLive else { return write(line + "\n") }
    write("\r" + line + String(repeating: " ", count: max(0, width - line.count)))
    width = line.count
  }

  private func count(_ step: Int) -> String {
    guard let total else { return "\(step)" }
    let digits = "\(total)".count
    let text = "\(step)"
    return String(repeating: " ", count: max(0, digits - text.count)) + "\(text)/\(total)"
  }

  private func bar(_ step: Int) -> String {
    guard let total else { return "" }
    let length = 20
    let part = total > 0 ? Double(min(step, total)) / Double(total) : 1
    let filled = Int((part * Double(length)).rounded(.down))
    return String(repeating: "━", count: filled) + String(repeating: "─", count: length - filled)
  }

  private func rounded(_ value: Double) -> String {
    value >= 100 ? "\(Int(value.rounded()))" : String(format: "%.1f", value)
  }

  private func clock(_ seconds: Double) -> String {
    let whole = Int(exactly: seconds.rounded()) ?? .max
    return "\(whole / 60):" + String(format: "%02d", whole % 60)
  }
}
