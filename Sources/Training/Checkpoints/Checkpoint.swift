import Autograd
import Files
import Foundation
import Tensor

/// The whole state of a training between two steps: what it needs to go on as if it had never stopped.
///
/// In a file it is a `.safetensors` file: the model's parameters under `model.`, the optimizer's
/// moments under `optimizer.`, what callbacks remember under `callbacks.`, and the rest as text.
public struct Checkpoint: Sendable {
  /// The model's parameters.
  public let values: ParameterValues
  /// What the optimizer remembers of each parameter.
  let moments: [[Tensor]]
  /// The weights that each callback remembers.
  let callbackWeights: [ParameterValues]
  /// Everything that is not a tensor.
  let progress: Progress

  /// Where a training stands.
  struct Progress: Codable, Sendable {
    var architecture: String
    var optimizer: String
    var settings: [String: String]
    var seed: UInt64
    var stepsPerEpoch: Int
    /// Nil for 1, as in files from before there were several.
    var shards: Int?
    var iteration: Int
    var epoch: Int
    var optimizerIteration: Int
    var learningRateScale: Float
    var seconds: Double
    var history: TrainingHistory
    var sums: Logs
    var callbacks: [CallbackRecord]
  }

  /// The number of steps taken.
  public var iteration: Int { progress.iteration }
  /// The number of epochs finished.
  public var epoch: Int { progress.epoch }
  /// What the training's plan said of it.
  public var settings: [String: String] { progress.settings }

  private static let format = "OneShot checkpoint 2"

  init(
    values: ParameterValues, moments: [[Tensor]], callbackWeights: [ParameterValues],
    progress: Progress
  ) {
    self.values = values
    self.moments = moments
    self.callbackWeights = callbackWeights
    self.progress = progress
  }

  /// Writes the checkpoint, all of it or nothing, with a checksum.
  ///
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written, or a tensor is not finite: no good
  ///   checkpoint makes room for such a one.
  public func write(to url: URL) throws(FileProblem) {
    let tensors = namedTensors
    if let (name, _) = tensors.first(where: { !$0.tensor.isFinite }) {
      throw FileProblem(
        url, found: "\(name) with numbers that are infinite or NaN", expected: "finite numbers")
    }
    let text: String
    do {
      text = try CheckpointText.encode(progress)
    } catch {
      throw FileProblem(url, found: "\(error)", expected: "a state that JSON can hold")
    }
    try Safetensors(tensors, metadata: ["format": Self.format, "training": text])
      .write(to: url, checksum: true)
  }

  private var namedTensors: [(name: String, tensor: Tensor)] {
    func named(_ prefix: String, _ values: ParameterValues) -> [(name: String, tensor: Tensor)] {
      zip(values.paths, values.tensors).map { (name: "\(prefix).\($0)", tensor: $1) }
    }
    var tensors = named("model", values)
    for (path, moments) in zip(values.paths, moments) {
      for (index, moment) in moments.enumerated() {
        tensors.append((name: "optimizer.\(index).\(path)", tensor: moment))
      }
    }
    for (index, weights) in callbackWeights.enumerated() {
      tensors += named("callbacks.\(index)", weights)
    }
    return tensors
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, is damaged or is none of ours.
  public init(contentsOf url: URL) throws(FileProblem) {
    let file = try Safetensors(contentsOf: url)
    guard file.metadata["format"] == Self.format, let text = file.metadata["training"],
      file.hasChecksum
    else {
      let format = file.metadata["format"].map { "the format \($0)" } ?? "a file without a format"
      throw FileProblem(url, found: format, expected: Self.format + " with a checksum")
    }
    guard let progress = try? CheckpointText.decode(Progress.self, text) else {
      throw FileProblem(
        url, found: "a text that says something else", expected: "the state of a training")
    }
    var tensors = CheckpointTensors(callbacks: progress.callbacks.count)
    for (name, tensor) in file.tensors where !tensors.add(tensor, named: name) {
      throw FileProblem(
        url, found: "a tensor \(name)",
        expected: "tensors of the model, the optimizer and the callbacks")
    }
    self.init(
      values: tensors.model.values, moments: tensors.moments,
      callbackWeights: tensors.callbacks.map(\.values), progress: progress)
  }
}

/// The tensors of a file, put where their names say.
private struct CheckpointTensors {
  struct List {
    var paths: [String] = []
    var tensors: [Tensor] = []
    var values: ParameterValues { ParameterValues(paths: paths, tensors: tensors) }
  }

  var model = List()
  var moments: [[Tensor]] = []
  var callbacks: [List]
  private var places: [String: Int] = [:]

  init(callbacks count: Int) { callbacks = Array(repeating: List(), count: count) }

  /// Adds the next tensor; false if its name says nothing.
  mutating func add(_ tensor: Tensor, named name: String) -> Bool {
    let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    if parts[0] == "model", parts.count > 1 {
      let path = String(name.dropFirst("model.".count))
      places[path] = model.paths.count
      model.paths.append(path)
      model.tensors.append(tensor)
      moments.append([])
      return true
    }
    guard parts.count == 3, let index = Int(parts[1]) else { return false }
    let path = String(parts[2])
    if parts[0] == "optimizer", let place = places[path], index == moments[place].count {
      moments[place].append(tensor)
    } else if parts[0] == "callbacks", callbacks.indices.contains(index) {
      callbacks[index].paths.append(path)
      callbacks[index].tensors.append(tensor)
    } else {
      return false
    }
    return true
  }
}
