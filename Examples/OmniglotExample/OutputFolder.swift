import DatasetFiles
import Foundation
import OneShot

/// The folder that results go to; made, and found writable, before any work is done.
struct OutputFolder {
  private let url: URL

  init(_ path: String) throws {
    url = URL(filePath: path, directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      let probe = url.appending(path: ".probe-\(UUID().uuidString)")
      try Data().write(to: probe)
      try FileManager.default.removeItem(at: probe)
    } catch {
      throw OutputError(path: path, reason: "\(error.localizedDescription)")
    }
  }

  /// Where checkpoints of the training are.
  var checkpoints: URL { url.appending(path: "checkpoints", directoryHint: .isDirectory) }
  /// The history of the training.
  var log: URL { url.appending(path: "training.csv") }

  /// Removes the checkpoints of an earlier run, so that none is taken for one of a new run.
  func removeCheckpoints() throws {
    for file in CheckpointFolder(checkpoints).files { try FileManager.default.removeItem(at: file) }
  }

  /// Writes `results.json` and, where held-out alphabets were asked for, the chart of accuracy against N
  /// within an alphabet.
  func write(_ report: OneShotReport) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try write(try encoder.encode(report), to: "results.json")
    let rows = report.results.filter { $0.protocol == .withinAlphabet }
    if rows.isEmpty { return }
    let title = "\(report.dataset): held-out alphabets, one shot"
    try write(Data(AccuracyChart(title, rows).svg.utf8), to: "accuracy.svg")
  }

  /// Writes the chart of what the held-out alphabets said after each epoch, where there were any.
  func write(_ history: TrainingHistory, of run: String) throws {
    let curve = LearningCurve(
      run, history,
      [
        Validation.verificationName: "verification of pairs",
        Validation.accuracyName: "20-way one-shot",
      ])
    if history[Validation.accuracyName].isEmpty { return }
    try write(Data(curve.svg.utf8), to: "learning.svg")
  }

  /// Writes a picture of tasks.
  func write(_ picture: TaskPicture) throws {
    let bitmap = Bitmap(width: picture.width, height: picture.height, pixels: picture.pixels)
    try write(Data(try PNG.encode(bitmap)), to: "tasks.png")
  }

  /// Writes the network's weights.
  func write(_ network: Siamese<Sequential>, metadata: [String: String]) throws {
    try network.saveWeights(to: url.appending(path: "weights.safetensors"), metadata: metadata)
  }

  private func write(_ data: Data, to name: String) throws {
    try data.write(to: url.appending(path: name), options: .atomic)
  }
}

/// Results cannot be written.
struct OutputError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String {
    "--output \(path): expected a folder that can be written to, found: \(reason)"
  }
}
