import Autograd
import Datasets
import Files
import Foundation

extension ONNXGraph {
  /// Writes the graph as a file, all of it or nothing.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - name: What the graph is called.
  ///   - outputs: The outputs and their names.
  ///   - metadata: Text to keep in the file.
  func write(
    to url: URL, name: String, outputs: [(name: String, value: ONNXValue)],
    metadata: [String: String]
  ) throws(FileProblem) {
    var graph = ONNXGraphProto()
    graph.name = name
    graph.node = nodes
    graph.initializer = initializers
    graph.input = inputs
    for (name, value) in outputs {
      // Whatever a layer called it, an output has the name that callers ask for.
      var node = ONNXNodeProto()
      (node.opType, node.name, node.input, node.output) = ("Identity", name, [value.name], [name])
      graph.node.append(node)
      var info = Self.info(value)
      info.name = name
      graph.output.append(info)
    }
    var model = ONNXModelProto()
    model.irVersion = 8
    model.producerName = "OneShot"
    var operators = ONNXOperatorSetIdProto()
    operators.version = 17
    model.opsetImport = [operators]
    model.metadataProps = metadata.sorted { $0.key < $1.key }.map { key, value in
      var entry = ONNXStringStringEntryProto()
      (entry.key, entry.value) = (key, value)
      return entry
    }
    model.graph = graph
    let bytes = model.serializedBytes()
    // Other readers take no more.
    guard bytes.count < 1 << 31 else {
      throw FileProblem(url, found: "\(bytes.count) bytes", expected: "a model of less than 2 GiB")
    }
    try Files.write(Array(bytes), to: url)
  }
}

/// Text about a model.
enum ModelMetadata {
  /// The key under which the preparation of images is kept.
  static let preprocessingKey = "oneshot.preprocessing"

  /// The text with the preparation of images as JSON, if there is one.
  static func adding(
    _ preprocessing: ImagePreprocessing?, to metadata: [String: String]
  ) throws -> [String: String] {
    guard let preprocessing else { return metadata }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var metadata = metadata
    metadata[preprocessingKey] = String(
      decoding: try encoder.encode(preprocessing), as: UTF8.self)
    return metadata
  }
}

extension ONNXModel {
  /// How images were prepared for the model, if it was written here with that; nil otherwise.
  public var preprocessing: ImagePreprocessing? {
    metadata[ModelMetadata.preprocessingKey].flatMap {
      try? JSONDecoder().decode(ImagePreprocessing.self, from: Data($0.utf8))
    }
  }
}
