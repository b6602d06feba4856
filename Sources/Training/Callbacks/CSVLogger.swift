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

  /// Writes to `url`.
  public init(_ url: URL) { self.url = url }

  /// Writes the history so far.
  public mutating func epochEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) throws {
    let text = Self.text(of: run.history)
    try writeAtomically(to: url) { file in try file.write(contentsOf: Data(text.utf8)) }
  }

  /// One line for each epoch below one of names; a number that an epoch lacks is left out.
  static func text(of history: TrainingHistory) -> String {
    var names = Logs()
    for epoch in history.epochs { names.merge(epoch.logs) }
    let head = ["epoch", "iteration"] + names.names
    let rows = history.epochs.map { epoch in
      ["\(epoch.number)", "\(epoch.iteration)"]
        + names.names.map { name in epoch.logs[name].map { "\($0)" } ?? "" }
    }
    return ([head] + rows).map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// RFC 4180: a field with a comma, a quote or a line break stands in quotes.
  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
