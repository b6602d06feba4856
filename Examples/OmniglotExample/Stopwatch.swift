import Foundation
import OneShot

/// Adds to each epoch's logs how long training took until then, over all processes that took part.
struct Stopwatch: Callback {
  static let name = "seconds"
  private var start = 0.0
  private var before = 0.0

  mutating func trainingBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    start = ProcessInfo.processInfo.systemUptime
    before = run.history.epochs.last?.logs[Self.name] ?? 0
  }

  mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    run.report(Self.name, before + ProcessInfo.processInfo.systemUptime - start)
  }
}
