import ArgumentParser
import DatasetFiles
import ExampleSupport
import Foundation
import OneShot

/// The file of the recognizer, which all commands share.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The recognizer's file.", valueName: "file"))
  var model = "recogniser.safetensors"

  @Flag(help: "Print JSON.")
  var json = false

  var url: URL { URL(filePath: model) }

  /// The recognizer, and how pictures are prepared for it.
  func load() throws -> (
    classifier: OneShotClassifier<Sequential>, preprocessing: ImagePreprocessing
  ) {
    let classifier = try OneShotClassifier<Sequential>(contentsOf: url)
    guard let preprocessing = classifier.preprocessing else {
      throw FileProblem(
        path: model, found: "a classifier that does not say how pictures are prepared",
        expected: "one that RecogniserExample train wrote")
    }
    return (classifier, preprocessing)
  }
}

/// The pictures below a folder; what cannot be read is named on the standard error.
func readPictures(_ path: String, _ preprocessing: ImagePreprocessing) throws -> ImageDataset {
  let (dataset, report) = try ImageFolder.loadReadable(
    URL(filePath: path), as: preprocessing)
  for skipped in report.skipped { warn("skipped \(skipped)") }
  return dataset
}

/// One picture in a file.
func readPicture(_ path: String, _ preprocessing: ImagePreprocessing) throws -> Tensor {
  try ImageFolder.image(at: URL(filePath: path), as: preprocessing)
}

/// With one digit after the point.
func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }

/// What thresholds that accept no more than 1, 2, 5, 10 and 20 % of unknown pictures keep of known ones.
struct Rejection: Encodable {
  struct Point: Encodable {
    let threshold: Float
    let unknownAccepted: Double
    let knownAccepted: Double
  }

  let equalErrorRate: Double
  let points: [Point]
  let description: String

  init(_ curve: ROCCurve) {
    equalErrorRate = curve.equalErrorRate
    points = [0.01, 0.02, 0.05, 0.1, 0.2].map { rate in
      let point = curve.point(threshold: curve.threshold(falseAcceptRate: rate))
      return Point(
        threshold: point.threshold, unknownAccepted: point.falseAcceptRate,
        knownAccepted: point.trueAcceptRate)
    }
    let lines = points.map {
      "  accepting \(percent($0.unknownAccepted)) of unknown pictures keeps "
        + "\(percent($0.knownAccepted)) of known ones"
    }
    description = (["known or unknown: \(curve)"] + lines).joined(separator: "\n")
  }
}
