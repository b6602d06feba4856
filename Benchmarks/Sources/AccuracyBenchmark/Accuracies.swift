import Foundation
import OneShot

/// What networks get on the sets of a suite.
struct Accuracies {
  private let suite: TaskSuite
  private var values: [[Double]]

  init(of suite: TaskSuite) {
    self.suite = suite
    values = suite.sets.map { _ in [] }
  }

  /// Prints what a network gets, a line for each set.
  mutating func measure(_ scorer: any TaskScorer, _ what: String) {
    for (index, row) in suite.rows(for: scorer).enumerated() {
      print("\(what): \(row)")
      values[index].append(row.accuracy.value)
    }
    fflush(nil)
  }

  /// Prints the mean and range of each set.
  func summarize(_ what: String) {
    for (set, values) in zip(suite.sets, values) {
      let task = set.tasks.tasks[0]
      let mean = values.reduce(0, +) / Double(values.count)
      print(
        "\(set.protocol), \(task.ways)-way \(task.shots)-shot, \(what): mean \(percent(mean)), from "
          + "\(percent(values.min() ?? 0)) to \(percent(values.max() ?? 0))")
    }
  }

  private func percent(_ value: Double) -> String { String(format: "%.2f %%", 100 * value) }
}
