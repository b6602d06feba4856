import ArgumentParser
import Files
import Foundation
import OneShot

/// Runs a network on a NumPy array.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a network on an array, [count, height, width, channels] for images.")

  @Argument(help: "An .onnx file, or a model or classifier of this library, of which the leg runs.")
  var file: String

  @Option(help: ArgumentHelp("The inputs.", valueName: "file.npy"))
  var input: String

  @Option(help: ArgumentHelp("Where the outputs are written.", valueName: "file.npy"))
  var output: String

  @Option(help: "The tensor inside an ONNX graph that is written; default its output.")
  var tensor: String?

  func run() throws {
    let batch = try Tensor(npy: URL(filePath: input))
    guard batch.rank > 1 else {
      throw FileProblem(
        path: input, found: "an array of shape \(batch.shape)",
        expected: "a batch, whose first axis counts inputs")
    }
    let result: Tensor
    switch try NetworkFile(file, output: tensor) {
    case .onnx(let model): result = try outputs(of: model, for: batch)
    case .model(let model): result = try outputs(of: model.layer, for: batch)
    case .classifier(let classifier): result = try outputs(of: classifier.siamese.leg, for: batch)
    case .weights:
      throw FileProblem(
        path: file, found: "weights that do not say of which layers",
        expected: "a network: an .onnx file, or what save(to:input:) wrote")
    }
    try result.writeNPY(to: URL(filePath: output))
    print("\(batch.shape) → \(result.shape)")
  }

  private func outputs(of model: some Layer, for batch: Tensor) throws -> Tensor {
    _ = try model.outputShape(for: batch.shape.droppingFirst)
    return model(batch)
  }
}
