import Autograd
import Foundation

extension ProgressBar: Callback {
  /// Takes from the run what was not said, and the steps done so far as given.
  public mutating func trainingBegan(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    total = total ?? run.plan.steps
    if itemsPerStep ?? run.itemsPerStep == nil { unit = "steps" }
    itemsPerStep = itemsPerStep ?? run.itemsPerStep ?? 1
    origin = run.iteration
    start = now()
    showWarnings(of: run)
  }

  /// Shows the step's loss, and the numbers of the last epoch but its loss and its seconds.
  public mutating func stepEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    showWarnings(of: run)
    var shown = run.logs
    if let last = run.history.epochs.last?.logs {
      for metric in last.metrics where shown[metric] == nil { shown[metric] = last[metric] }
    }
    shown[.seconds] = nil
    update(
      to: run.iteration, items: (run.iteration - origin) * (itemsPerStep ?? 1),
      values: shown.metrics.map { ($0.name, String(format: "%.3f", shown[$0]!)) })
  }

  /// Ends the line.
  public mutating func trainingEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    showWarnings(of: run)
    finish()
  }

  private mutating func showWarnings(of run: TrainingRun) {
    for warning in run.warnings.dropFirst(shownWarnings) { note("warning: \(warning)") }
    shownWarnings = run.warnings.count
  }
}
