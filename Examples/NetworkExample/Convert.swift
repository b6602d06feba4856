import ArgumentParser
import DatasetFiles
import Files
import Foundation
import ONNXFiles
import OneShot

/// Takes weights from one format to another.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the weights of a file in another format, names and axes as they are.")

  @Argument(help: "A file with weights.")
  var file: String

  @Argument(help: ArgumentHelp("A .safetensors or .npz file.", valueName: "to"))
  var target: String

  @Option(help: "How each scalar is stored: float32, float16 or bfloat16 (safetensors).")
  var precision = Safetensors.Precision.float32

  func run() throws {
    let tensors = try NetworkFile(file).tensors
    for skipped in tensors.skipped { print("left out \(skipped.name): \(skipped.reason)") }
    let url = URL(filePath: target)
    switch url.pathExtension {
    case "safetensors": try tensors.write(to: url, as: precision)
    case "npz" where precision == .float32: try tensors.writeNPZ(to: url)
    case let ending:
      throw FileProblem(
        url, found: "the ending .\(ending) and \(precision)",
        expected: ".safetensors, or .npz with float32")
    }
    print("\(target): \(tensors.tensors.count) tensors")
  }
}

/// Writes a network for ONNX Runtime.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a model, or a classifier's leg, head or pair, as an ONNX file.")

  @Argument(help: "A model or classifier of this library.")
  var file: String

  @Option(help: ArgumentHelp("The ONNX file.", valueName: "file.onnx"))
  var to: String

  @Option(help: "Of a classifier: leg, head or pair.")
  var part = "leg"

  @Flag(help: "Images are [count, channels, height, width] in the file.")
  var channelsFirst = false

  func run() throws {
    let url = URL(filePath: to)
    let order: ONNXModel.ImageOrder = channelsFirst ? .channelsFirst : .channelsLast
    switch try NetworkFile(file) {
    case .model(let model):
      try model.layer.writeONNX(to: url, input: model.input, imageOrder: order)
    case .classifier(let classifier):
      let parts: [String: ONNXSiamesePart] = ["leg": .leg, "head": .head, "pair": .pair]
      guard let part = parts[part] else {
        throw ValidationError("--part: found \(part), expected leg, head or pair")
      }
      try classifier.siamese.writeONNX(
        part, to: url, imageOrder: order, preprocessing: classifier.preprocessing)
    case .onnx, .weights:
      throw FileProblem(
        path: file, found: "no layers of this library",
        expected: "a classifier, or what save(to:input:) wrote")
    }
    print("\(to) is written")
  }
}

extension Safetensors.Precision: ExpressibleByArgument {}
