import ArgumentParser
import Foundation

/// How many cases of each kind there were, and how many did not hold.
struct Tally {
  private struct Row {
    var cases = 0
    var mismatches = 0
    var worst: Float = 0
  }

  private var rows: [String: Row] = [:]
  private var ways: [String: Int] = [:]

  /// Counts a case, and prints one that does not hold.
  mutating func add(_ trial: Trial, of kind: String, number: Int) {
    rows[kind, default: Row()].cases += 1
    rows[kind]!.worst = max(rows[kind]!.worst, trial.worst)
    for way in Set(trial.ways) { ways[way, default: 0] += 1 }
    guard !trial.problems.isEmpty else { return }
    rows[kind]!.mismatches += 1
    print("case \(number), \(kind): \(trial.description)")
    for problem in trial.problems { print("  \(problem)") }
    fflush(nil)
  }

  /// Prints the tables; fails if anything did not hold.
  func finish(after duration: Duration) throws {
    guard !rows.isEmpty else {
      throw ValidationError("found no such case, expected one of the numbers that were drawn")
    }
    print("| kind | cases | mismatches | largest error |\n| --- | ---: | ---: | ---: |")
    for (kind, row) in rows.sorted(by: { $0.key < $1.key }) {
      let worst = row.worst == 0 ? "0" : String(format: "%.1f", row.worst)
      print("| \(kind) | \(row.cases) | \(row.mismatches) | \(worst) |")
    }
    if !ways.isEmpty {
      print("\n| convolution | cases |\n| --- | ---: |")
      for (way, count) in ways.sorted(by: { $0.key < $1.key }) { print("| \(way) | \(count) |") }
    }
    let total = rows.values.reduce(into: Row()) {
      $0.cases += $1.cases
      $0.mismatches += $1.mismatches
    }
    let seconds = Double(duration.components.seconds)
    print("\(total.cases) cases in \(Int(seconds)) s, \(total.mismatches) mismatches")
    if total.mismatches > 0 { throw ExitCode.failure }
  }
}
