import DatasetFiles
import Files
import Foundation
import KerasFiles
import ONNXFiles
import OneShot

/// What a file of a network holds, by its name.
enum NetworkFile {
  /// A network that can be run.
  case onnx(ONNXModel)
  /// A network of this library, read from its own description.
  case model(SavedModel)
  /// A classifier, whose leg is the network.
  case classifier(OneShotClassifier<Sequential>)
  /// Named tensors alone.
  case weights(Safetensors)

  /// Reads a file; of an ONNX model what leads to the tensor `output`.
  init(_ path: String, output: String? = nil) throws {
    let url = URL(filePath: path)
    switch url.pathExtension {
    case "onnx": self = .onnx(try ONNXModel(contentsOf: url, output: output))
    case "npz": self = .weights(try Safetensors(npz: url, integers: .converted))
    case "npy": self = .weights(Safetensors([("array", try Tensor(npy: url))]))
    case "keras", "h5": self = .weights(try KerasFile(contentsOf: url).weights)
    case "safetensors": self = try Self.native(url)
    default:
      throw FileProblem(
        url, found: "the ending .\(url.pathExtension)",
        expected: ".onnx, .safetensors, .npz, .npy, .keras or .h5")
    }
  }

  /// A classifier, a model or weights.
  private static func native(_ url: URL) throws -> NetworkFile {
    let file = try Safetensors(contentsOf: url, integers: .converted)
    switch file.metadata["format"] {
    case let format? where format.hasPrefix("OneShot classifier"):
      return .classifier(try OneShotClassifier(contentsOf: url))
    case let format? where format.hasPrefix("OneShot model"):
      return .model(try SavedModel(contentsOf: url))
    default: return .weights(file)
    }
  }

  /// The parameters of a network, or the tensors of a file of weights.
  var tensors: Safetensors {
    switch self {
    case .onnx(let model): Safetensors(Self.named(model))
    case .model(let model): Safetensors(Self.named(model.layer))
    case .classifier(let classifier): Safetensors(Self.named(classifier.siamese))
    case .weights(let weights): weights
    }
  }

  private static func named(_ model: some Parameterized) -> [(name: String, tensor: Tensor)] {
    let values = model.values
    return zip(values.paths, values.tensors).map { (name: $0, tensor: $1) }
  }
}
