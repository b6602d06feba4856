import Basics
import Datasets
import Files
import Foundation
import Kernels
import Layers
import Tensor
import Training

/// A classifier as a file has it: named tensors, and everything else as text.
///
/// The network's parameters are under `model.`, the embeddings of the examples under `enrolled.`, a
/// tensor for each class in the order of the labels, and the scores of the calibration under
/// `calibration.`. What layers the leg has, if they can be described, is text of its own.
struct ClassifierFile {
  /// Names the format and its version.
  static let format = "OneShot classifier 2"

  /// Everything that is not a tensor.
  struct Text: Codable {
    var input: [Int]
    var distance: String
    var activation: String
    /// How the head is made; nil in a file without an architecture.
    var head: Dense.Form?
    /// How the weights are stored; nil in files from before there was a choice.
    var precision: Safetensors.Precision?
    var shotRule: ShotRule
    var views: Int
    var augmentation: AffineAugmentation
    var preprocessing: ImagePreprocessing?
    var recipe: Recipe?
    var labels: [String]
    var metadata: [String: String]
    var calibration: ClassifierCalibration.Settings?
  }

  let url: URL
  let text: Text
  /// That of the leg; nil if it could not be described, or the file is from before that was tried.
  let architecture: String?
  private var tensors: [String: Tensor]

  /// Reads a file, whose checksum must be right.
  init(contentsOf url: URL) throws(FileProblem) {
    self.url = url
    let file = try Safetensors(contentsOf: url)
    guard file.metadata["format"] == Self.format, let text = file.metadata["classifier"],
      file.hasChecksum
    else {
      let format = file.metadata["format"].map { "the format \($0)" } ?? "a file without a format"
      throw FileProblem(
        url, found: file.hasChecksum ? format : "\(format) and without a checksum",
        expected: "\(Self.format) with a checksum")
    }
    do {
      self.text = try JSONDecoder().decode(Text.self, from: Data(text.utf8))
    } catch {
      throw FileProblem(
        url, found: "a text that says something else", expected: "the text of a classifier")
    }
    architecture = file.metadata["architecture"]
    tensors = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.tensor) })
  }

  /// Writes all of the file or nothing, with a checksum; a network that holds infinity or NaN is refused.
  static func write(
    _ text: Text, architecture: String?, _ tensors: [(name: String, tensor: Tensor)], to url: URL
  ) throws(FileProblem) {
    let precision = text.precision ?? .float32
    for (name, tensor) in tensors where name.hasPrefix("model.") && tensor.count > 0 {
      let path = String(name.dropFirst(6))
      if tensor.firstNotFinite != nil {
        throw FileProblem(
          url, found: "infinity or NaN in \(path)",
          expected: "a network of finite weights: its training went wrong")
      }
      try precision.requireRange(of: tensor, named: path, in: url)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json: Data
    do {
      json = try encoder.encode(text)
    } catch {
      throw FileProblem(
        url, found: "a setting that is infinite or NaN",
        expected: "an augmentation of finite numbers")
    }
    var metadata = ["format": format, "classifier": String(decoding: json, as: UTF8.self)]
    metadata["architecture"] = architecture
    try Safetensors(tensors, metadata: metadata).write(to: url, checksum: true) { name in
      name.hasPrefix("model.") ? precision.stored : .single
    }
  }

  /// The tensor of the given name, left where it is.
  func tensor(_ name: String) -> Tensor? { tensors[name] }

  /// The tensor of the given name; what is taken is not left over.
  mutating func take(
    _ name: String, _ expected: String, where fits: (Shape) -> Bool
  ) throws(FileProblem) -> Tensor {
    guard let tensor = tensors.removeValue(forKey: name) else {
      throw refusal("no tensor \(name)", "one of shape \(expected)")
    }
    guard fits(tensor.shape) else {
      throw refusal("\(name) of shape \(tensor.shape)", "shape \(expected)")
    }
    return tensor
  }

  /// The tensor of the given name and shape.
  mutating func take(_ name: String, _ shape: Shape) throws(FileProblem) -> Tensor {
    try take(name, "\(shape)") { $0 == shape }
  }

  /// Throws if a tensor was not taken.
  func requireNothingLeft() throws(FileProblem) {
    if let extra = tensors.keys.min() {
      throw refusal("a tensor \(extra)", "only tensors of the network and the classifier")
    }
  }

  /// Throws unless what was found is what was expected.
  func require(_ what: String, _ found: String, is expected: String) throws(FileProblem) {
    if found != expected {
      throw refusal(
        "the classifier of another network, with \(what) \(found)", "\(what) \(expected)")
    }
  }

  func refusal(_ found: String, _ expected: String) -> FileProblem {
    FileProblem(url, found: found, expected: expected)
  }
}
