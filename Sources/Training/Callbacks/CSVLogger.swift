import Autograd
import Files
import Foundation

/// Writes what each epoch reported to a file of comma-separated values: `epoch,iteration,loss,…`.
///
/// The file is written anew after every epoch, all of it or nothing, so that it always tells the
/// history of the run, also of one that goes on from a checkpoint.
public struct CSVLogger: Callback {
  /// The file.
  public let url: URL
  private var hasFailed = false

  /// Writes to `url`.
  public init(_ url: URL) { self.url = url }

  /// Writes the history so far.
  ///
  /// - Throws: `FileProblem` if the file cannot be written, before any work is done.
  public mutating func trainingBegan(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) throws { try write(run.history) }

  /// Writes the history so far. If that is no longer possible, as on a disk that got full, the run has
  /// a warning and goes on: it is worth more than its log, which the next epoch writes again.
  public mutating func epochEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    do throws(FileProblem) {
      try write(run.history)
      hasFailed = false
    } catch {
      if !hasFailed { run.warn("\(error)") }
      hasFailed = true
    }
  }

  private func write(_ history: TrainingHistory) throws(FileProblem) {
    try Files.write(Array(Self.text(of: history).utf8), to: url)
  }

  /// One line for each epoch below one of names; a number that an epoch lacks is left out.
  static func text(of history: TrainingHistory) -> String {
    var all = Logs()
    for epoch in history.epochs { all.merge(epoch.logs) }
    let head = ["epoch", "iteration"] + all.metrics.map(\.name)
    let rows = history.epochs.map { epoch in
      ["\(epoch.number)", "\(epoch.iteration)"]
        + all.metrics.map { metric in epoch.logs[metric].map { "\($0)" } ?? "" }
    }
    return ([head] + rows).map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// RFC 4180: a field with a comma, a quote or a line break stands in quotes.
  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
