import DatasetFiles
import Foundation
import OneShot

/// The network of this example, the pictures it takes, and the file that holds what it knows.
enum Recognizer {
  /// The untrained network for square images of `size` pixels a side.
  static func makeNetwork(size: Int, seed: UInt64 = 0) throws -> Siamese<Sequential> {
    let leg = Sequential {
      for (filters, pools) in [(16, true), (64, true), (64, false), (128, true)] {
        Conv2D(
          filters, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
        BatchNorm(momentum: 0.9, epsilon: 1e-5)
        Activation.relu
        if pools { MaxPool2D() }
      }
      Flatten()
    }
    return try Siamese(
      leg, input: [size, size, 1], distance: .meanSquared,
      head: Dense(1, activation: .sigmoid, weightInitializer: .constant(-5)), seed: seed)
  }

  /// A classifier with the text that `load` needs to prepare pictures as those of the training were.
  static func classifier(
    _ siamese: Siamese<Sequential>, _ preprocessing: ImagePreprocessing
  ) throws -> OneShotClassifier<Sequential> {
    let text = String(decoding: try JSONEncoder().encode(preprocessing), as: UTF8.self)
    return OneShotClassifier(siamese, views: 4, metadata: ["preprocessing": text])
  }

  /// What `save` wrote.
  static func load(
    _ path: String
  ) throws -> (classifier: OneShotClassifier<Sequential>, preprocessing: ImagePreprocessing) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw RecognizerError(
        "--model \(path): found no such file, expected one that RecogniserExample train wrote")
    }
    let url = URL(filePath: path)
    let metadata = try OneShotClassifier<Sequential>.metadata(ofFile: url)
    guard let text = metadata["preprocessing"],
      let preprocessing = try? JSONDecoder().decode(
        ImagePreprocessing.self, from: Data(text.utf8))
    else {
      throw RecognizerError(
        "\(path): found a classifier that does not say how pictures are prepared, expected one that "
          + "RecogniserExample train wrote")
    }
    let classifier = try OneShotClassifier(
      contentsOf: url, model: try makeNetwork(size: preprocessing.height))
    return (classifier, preprocessing)
  }

  /// The pictures below a folder; what cannot be read is named on the standard error.
  static func dataset(
    _ path: String, _ preprocessing: ImagePreprocessing
  ) throws -> ImageDataset {
    let (dataset, report) = try ImageFolder.loadReadable(path, as: preprocessing)
    for skipped in report.skipped { warn("skipped \(skipped)") }
    return dataset
  }
}

/// Something that a command cannot work with.
struct RecognizerError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Writes a line to the standard error.
func warn(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

/// Prints a value as JSON.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
