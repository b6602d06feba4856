import CHost
import Foundation

/// What was measured, in ten parts of the time.
final class LoadLog: Sendable {
  private struct Part {
    var latencies: [Double] = []
    var (changes, saves) = (0, 0)
    var (allocated, resident) = (0.0, 0.0)
  }

  private let seconds: Double
  private let start = ContinuousClock.now
  /// A lock of POSIX threads: of the standard library's `Mutex` the thread sanitizer sees only those turns
  /// for which nobody waits, and takes the others for races.
  private let lock = NSLock()
  /// Used by whoever holds `lock`.
  private nonisolated(unsafe) var parts = [Part](repeating: Part(), count: 10)

  init(seconds: Double) { self.seconds = seconds }

  private var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

  var isOver: Bool { elapsed >= seconds }

  /// How often something was enrolled or removed.
  var changes: Int { lock.withLock { parts.reduce(0) { $0 + $1.changes } } }

  func predicted(in milliseconds: Double) { note { $0.latencies.append(milliseconds) } }
  func changed() { note { $0.changes += 1 } }
  func saved() { note { $0.saves += 1 } }

  private func note(_ body: (inout Part) -> Void) {
    let index = min(9, Int(10 * elapsed / seconds))
    lock.withLock {
      body(&parts[index])
      if parts[index].latencies.count % 256 == 1 {
        parts[index].allocated = Double(host_allocated_bytes()) / 1e6
        parts[index].resident = residentMegabytes()
      }
    }
  }

  /// Prints a line for each part, and throws if the last of a long run is worse than the second.
  func report() throws {
    let parts = lock.withLock { self.parts }
    print(
      "| part | predictions | median ms | 99 % ms | changes | saves | MB allocated | resident |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for (index, part) in parts.enumerated() {
      let sorted = part.latencies.sorted()
      try check(!sorted.isEmpty, "no prediction in part \(index + 1); give it more time")
      print(
        String(
          format: "| %d | %d | %.2f | %.2f | %d | %d | %.1f | %.1f |", index + 1, sorted.count,
          sorted[sorted.count / 2], sorted[sorted.count * 99 / 100], part.changes, part.saves,
          part.allocated, part.resident))
    }
    if seconds >= Self.least { try compare(parts[1], parts[9]) }
  }

  private func compare(_ second: Part, _ last: Part) throws {
    func median(_ part: Part) -> Double { part.latencies.sorted()[part.latencies.count / 2] }
    try check(
      median(last) < 1.5 * median(second),
      "the median latency rose from \(median(second)) to \(median(last)) ms")
    try check(
      last.resident < 1.15 * second.resident + 8,
      "resident memory rose from \(second.resident) to \(last.resident) MB")
  }

  /// In shorter runs the second part comes before as many classes are enrolled as there will be, and
  /// latency is that of whatever else the machine does for some seconds.
  private static let least = 300.0
}

/// What the program holds of the machine's memory; 0 where the system does not tell.
func residentMegabytes() -> Double {
  let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = status.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
  return pages * Double(getpagesize()) / 1e6
}
