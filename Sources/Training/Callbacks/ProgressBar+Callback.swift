import Autograd
import Foundation

extension ProgressBar: Callback {
  /// Takes the steps done so far as given, and shows the run's warnings.
  public mutating func trainingBegan(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    origin = run.iteration
    for warning in run.warnings { write("warning: \(warning)\n") }
  }

  /// Shows the step's loss, and the numbers of the last epoch but its loss.
  public mutating func stepEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    var shown = run.logs
    if let last = run.history.epochs.last?.logs {
      for name in last.names where shown[name] == nil { shown[name] = last[name] }
    }
    update(
      to: run.iteration, items: (run.iteration - origin) * itemsPerStep,
      values: shown.names.map { ($0, String(format: "%.3f", shown[$0]!)) })
  }

  /// Ends the line.
  public mutating func trainingEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) { finish() }
}
