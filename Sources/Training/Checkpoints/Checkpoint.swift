import Files
import Foundation
import Kernels
import Optimizers
import Tensor

/// The whole state of a training between two steps: what it needs to go on as if it had never stopped.
///
/// In a file it is a `.safetensors` file: the model's parameters under `model.`, the optimizer's
/// moments under `optimizer.`, what callbacks remember under `callbacks.`, and the rest as text.
public struct Checkpoint: Sendable {
  /// The model's parameters by path, in order.
  public var parameters: [(name: String, tensor: Tensor)]
  /// What the optimizer remembers of each parameter.
  var moments: [[Tensor]]
  /// Everything that is not a tensor.
  var progress: Progress

  /// Where a training stands.
  struct Progress: Codable, Sendable {
    var architecture: String
    var optimizer: String
    var settings: [String: String]
    var seed: UInt64
    var stepsPerEpoch: Int
    var iteration: Int
    var epoch: Int
    var optimizerIteration: Int
    var optimizerEpoch: Int
    var history: TrainingHistory
    var sums: Logs
    var callbacks: [Callback]
  }

  /// What a callback remembers, less its tensors.
  struct Callback: Codable, Sendable {
    var type: String
    var values: [String: String]
  }

  /// The tensors that callbacks remember, a list for each callback.
  var callbackTensors: [[(name: String, tensor: Tensor)]]

  /// The number of steps taken.
  public var iteration: Int { progress.iteration }
  /// The number of epochs finished.
  public var epoch: Int { progress.epoch }
  /// What the training's caller said of it.
  public var settings: [String: String] { progress.settings }

  private static let format = "OneShot checkpoint 1"

  /// Writes the checkpoint, all of it or nothing, with a checksum.
  ///
  /// - Throws: ``FileProblem`` where the file cannot be written.
  public func write(to url: URL) throws {
    var tensors = parameters.map { (name: "model.\($0.name)", tensor: $0.tensor) }
    for (parameter, moments) in zip(parameters, moments) {
      for (index, moment) in moments.enumerated() {
        tensors.append((name: "optimizer.\(index).\(parameter.name)", tensor: moment))
      }
    }
    for (index, list) in callbackTensors.enumerated() {
      tensors += list.map { (name: "callbacks.\(index).\($0.name)", tensor: $0.tensor) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(progress), as: UTF8.self)
    try Safetensors(tensors, metadata: ["format": Self.format, "training": text])
      .write(to: url, checksum: true)
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: ``FileProblem`` where the file is damaged, and ``FileProblem`` where it is
  ///   none of ours.
  public init(contentsOf url: URL) throws {
    let file = try Safetensors(contentsOf: url)
    let path = url.path(percentEncoded: false)
    func refuse(_ found: String, _ expected: String) -> FileProblem {
      FileProblem(path: path, found: found, expected: expected)
    }
    guard file.metadata["format"] == Self.format, let text = file.metadata["training"],
      file.hasChecksum
    else {
      let format = file.metadata["format"].map { "the format \($0)" } ?? "a file without a format"
      throw refuse(format, Self.format + " with a checksum")
    }
    do {
      progress = try JSONDecoder().decode(Progress.self, from: Data(text.utf8))
    } catch {
      throw refuse("a text that says something else", "the state of a training")
    }
    parameters = []
    moments = []
    callbackTensors = progress.callbacks.map { _ in [] }
    var places: [String: Int] = [:]
    for (name, tensor) in file.tensors {
      let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
      if let path = name.wholeMatch(of: /model\.(.+)/)?.1 {
        places[String(path)] = parameters.count
        parameters.append((String(path), tensor))
        moments.append([])
      } else if parts.count == 3, parts[0] == "optimizer", let place = places[String(parts[2])],
        Int(parts[1]) == moments[place].count
      {
        moments[place].append(tensor)
      } else if parts.count == 3, parts[0] == "callbacks", let index = Int(parts[1]),
        callbackTensors.indices.contains(index)
      {
        callbackTensors[index].append((String(parts[2]), tensor))
      } else {
        throw refuse("a tensor \(name)", "tensors of the model, the optimizer and the callbacks")
      }
    }
  }
}

extension Checkpoint {
  init(
    parameters: [(name: String, tensor: Tensor)], optimizer: OptimizerState, progress: Progress,
    callbackTensors: [[(name: String, tensor: Tensor)]]
  ) {
    self.parameters = parameters
    moments = optimizer.moments
    self.progress = progress
    self.callbackTensors = callbackTensors
  }
}
