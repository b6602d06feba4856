import ArgumentParser
import ExampleSupport
import Files
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

  /// Writes the network in the box where there is no recognizer; of two at a time one does.
  func beginIfMissing() throws {
    let lock = try FileLock(for: url)
    defer { withExtendedLifetime(lock) {} }
    if FileManager.default.fileExists(atPath: url.path) { return }
    try OneShotClassifier.handwriting().save(to: url)
    warn("\(model) is new and begins with the network for handwriting")
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
