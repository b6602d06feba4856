import CHost
import Foundation
import Synchronization

/// What was measured, in ten parts of the time.
final class LoadLog: Sendable {
  private struct Part {
    var latencies: [Double] = []
    var (changes, saves) = (0, 0)
    var (allocated, resident) = (0.0, 0.0)
  }

  private let seconds: Double
  private let start = ContinuousClock.now
  private let parts = Mutex([Part](repeating: Part(), count: 10))

  init(seconds: Double) { self.seconds = seconds }

  private var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

  var isOver: Bool { elapsed >= seconds }

  /// How often something was enrolled or removed.
  var changes: Int { parts.withLock { $0.reduce(0) { $0 + $1.changes } } }

  func predicted(in milliseconds: Double) { note { $0.latencies.append(milliseconds) } }
  func changed() { note { $0.changes += 1 } }
  func saved() { note { $0.saves += 1 } }

  private func note(_ body: (inout Part) -> Void) {
    let index = min(9, Int(10 * elapsed / seconds))
    parts.withLock { parts in
      body(&parts[index])
      if parts[index].latencies.count % 256 == 1 {
        parts[index].allocated = Double(host_allocated_bytes()) / 1e6
        parts[index].resident = residentMegabytes()
      }
    }
  }

  /// In megabytes: what the log itself may note, 8 bytes a prediction, with room to grow.
  private var allowance: Double {
    2 + 16e-6 * Double(parts.withLock { $0.reduce(0) { $0 + $1.latencies.count } })
  }

  /// In megabytes: the C library gives each thread pages of its own the first time that the thread asks
  /// for much, which within half a minute not all have done by the second part.
  private static let arenas = 32.0

  /// Prints a line for each part, and throws if the last is worse than the second.
  func report() throws {
    let parts = parts.withLock { $0 }
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
    let (second, last) = (parts[1], parts[9])
    func median(_ part: Part) -> Double { part.latencies.sorted()[part.latencies.count / 2] }
    try check(
      median(last) < 1.5 * median(second),
      "the median latency rose from \(median(second)) to \(median(last)) ms")
    try check(
      last.allocated < 1.15 * second.allocated + allowance,
      "what is allocated rose from \(second.allocated) to \(last.allocated) MB")
    try check(
      last.resident < 1.15 * second.resident + allowance + Self.arenas,
      "resident memory rose from \(second.resident) to \(last.resident) MB")
  }
}

/// What the program holds of the machine's memory; 0 where the system does not tell.
func residentMegabytes() -> Double {
  let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = status.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
  return pages * Double(getpagesize()) / 1e6
}
