import ArgumentParser
import DatasetFiles
import ExampleSupport
import Foundation
import OneShot
import Pretrained

/// The file of the recognizer, which all commands share.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The recognizer's file.", valueName: "file"))
  var model = "recognizer.safetensors"

  @Flag(help: "Print JSON.")
  var json = false

  var url: URL { URL(filePath: model) }

  /// The recognizer, and how pictures are prepared for it.
  func load() throws -> (
    classifier: OneShotClassifier<Sequential>, preprocessing: ImagePreprocessing
  ) {
    let classifier = try OneShotClassifier<Sequential>(contentsOf: url)
    return (classifier, try preprocessing(of: classifier))
  }

  /// Writes the network in the box where there is no recognizer.
  func beginIfMissing() throws {
    if FileManager.default.fileExists(atPath: url.path) { return }
    try OneShotClassifier.handwriting().save(to: url)
  }

  func preprocessing(of classifier: OneShotClassifier<Sequential>) throws -> ImagePreprocessing {
    guard let preprocessing = classifier.preprocessing else {
      throw FileProblem(
        path: model, found: "a classifier that does not say how pictures are prepared",
        expected: "one that RecogniserExample train wrote")
    }
    return preprocessing
  }
}

/// The pictures below a folder; what cannot be read is named on the standard error.
func pictures(in path: String, _ preprocessing: ImagePreprocessing) throws -> ImageDataset {
  let (dataset, report) = try ImageFolder.loadReadable(
    URL(filePath: path), as: preprocessing)
  for skipped in report.skipped { warn("skipped \(skipped)") }
  for renamed in report.renamed { warn("\(renamed.path) is called \(renamed.name)") }
  return dataset
}

func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
