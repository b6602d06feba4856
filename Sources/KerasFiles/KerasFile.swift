import DatasetFiles
import Files
import Foundation
import Tensor
import Training

/// The weights in a file of Keras, `.weights.h5` or `.keras`, by the groups of its layers.
///
/// ```swift
/// let file = try KerasFile(contentsOf: URL(filePath: "leg.keras"))
/// for layer in file.layers { print(layer.path, layer.name) }
/// file.weights["layers/conv2d/vars/0"]?.shape  // [3, 3, 1, 32]
/// ```
public struct KerasFile: Sendable {
  /// A layer that has weights.
  public struct Layer: Sendable {
    /// The group, such as `layers/conv2d_1`.
    public let path: String
    /// What the layer is called in the model, if the file says so.
    public let name: String?
    /// The names of its tensors, in order.
    public let tensors: [String]
  }

  /// The layers that have weights: of a `.keras` file in the model's order, else each class in order.
  public let layers: [Layer]
  /// The tensors, such as `layers/conv2d/vars/0`, those of the optimizer left out.
  public let weights: Safetensors
  /// The other files of a `.keras` archive: `config.json` and `metadata.json`.
  let companions: [Archive.File]

  static let weightsName = "model.weights.h5"

  /// Reads a file of Keras 3.
  ///
  /// - Parameters:
  ///   - url: The file; one whose name ends with `.keras` is an archive.
  ///   - limit: The bytes that an archive may unpack to in all; default 1 GiB.
  /// - Throws: `FileProblem`, whose path is that of the file and the array, if it cannot be read, is
  ///   damaged, declares arrays that it does not have, or has no weights of layers.
  public init(contentsOf url: URL, limit: Int = Archive.defaultLimit) throws(FileProblem) {
    let arrays: [HDF5Reader.Array]
    var order: [String] = []
    var companions: [Archive.File] = []
    if url.pathExtension == "keras" {
      var bytes: [UInt8]?
      try Archive.forEachFile(inZip: url, limit: limit) { file throws(FileProblem) in
        if file.path == Self.weightsName {
          bytes = file.contents
        } else {
          companions.append(file)
          if file.path == "config.json" { order = KerasConfiguration(file.contents).paths }
        }
      }
      let place = "\(url.shownPath)/\(Self.weightsName)"
      guard let bytes, !bytes.isEmpty else {
        throw FileProblem(path: place, found: "none", expected: "the weights of a model")
      }
      arrays = try HDF5Reader.arrays(of: FileReader(bytes, place: place))
    } else {
      arrays = try HDF5Reader.arrays(of: FileReader(url))
    }
    try self.init(arrays, order: order, companions: companions, place: url.shownPath)
  }

  private init(
    _ arrays: [HDF5Reader.Array], order: [String], companions: [Archive.File], place: String
  ) throws(FileProblem) {
    var groups: [String: [HDF5Reader.Array]] = [:]
    for array in arrays where !array.path.hasPrefix("optimizer/") {
      let parts = array.path.split(separator: "/")
      guard parts.count >= 3, parts[parts.count - 2] == "vars" else { continue }
      groups[parts.dropLast(2).joined(separator: "/"), default: []].append(array)
    }
    let positions = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
    let paths = groups.keys.sorted { a, b in
      let (left, right) = (positions[a] ?? order.count, positions[b] ?? order.count)
      return left == right ? KerasName.isBefore(a, b) : left < right
    }
    var layers: [Layer] = []
    var tensors: [(name: String, tensor: Tensor)] = []
    var skipped: [SkippedTensor] = []
    for path in paths {
      let variables = groups[path, default: []].sorted {
        ($0.path.utf8.count, $0.path) < ($1.path.utf8.count, $1.path)
      }
      let read = variables.filter { $0.tensor != nil }
      skipped += variables.filter { $0.tensor == nil }.map {
        SkippedTensor(name: $0.path, reason: "integers or text")
      }
      if read.isEmpty { continue }
      layers.append(Layer(path: path, name: read[0].groupName, tensors: read.map(\.path)))
      tensors += read.map { ($0.path, $0.tensor!) }
    }
    guard !layers.isEmpty else {
      throw FileProblem(
        path: place, found: "no layer with weights", expected: "a file of weights of Keras 3")
    }
    self.layers = layers
    self.companions = companions
    weights = Safetensors(tensors, skipped: skipped)
  }
}
