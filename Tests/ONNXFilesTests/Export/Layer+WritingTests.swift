import Autograd
import Datasets
import Files
import Foundation
import Layers
import ONNXFiles
import Tensor
import Testing

@Suite struct LayerWritingTests {
  private let url = FileManager.default.temporaryDirectory
    .appending(path: "\(UUID().uuidString).onnx")

  @Test func keepsTextAndPreparation() throws {
    defer { try? FileManager.default.removeItem(at: url) }
    var layer = Dense(2)
    try layer.build(for: [3])
    let preparation = ImagePreprocessing(height: 28, width: 20)
    try layer.writeONNX(
      to: url, input: [3], preprocessing: preparation, metadata: ["author": "A"])
    let model = try ONNXModel(contentsOf: url)
    #expect(model.metadata["author"] == "A")
    #expect(model.preprocessing == preparation)
    #expect(model.inputs[0].name == "input" && model.inputs[0].shape == [nil, 3])
    #expect(model.outputs[0].name == "output" && model.outputs[0].shape == [nil, 2])
  }

  private func problem(_ layer: any Layer) -> String {
    do {
      try layer.writeONNX(to: url, input: [3])
      return "none"
    } catch { return error.found }
  }

  @Test func refusesWhatCannotBeWritten() throws {
    #expect(problem(Dense(2)) == "weight without a value")
    var leg = Sequential([Dense(2), Lambda("half") { $0 * 0.5 }])
    try leg.build(for: [3])
    #expect(
      problem(leg) == "1: Lambda(\"half\") does not say how it is written to an ONNX file: use a "
        + "layer that conforms to ONNXWritable")
    var own = Sequential([Dense(2, activation: Activation("own") { $0 })])
    try own.build(for: [3])
    #expect(problem(own).hasPrefix("0: Activation(\"own\") does not say"))
    #expect(!FileManager.default.fileExists(atPath: url.path(percentEncoded: false)))
  }

  @Test func refusesFilesThatAreNoModels() throws {
    defer { try? FileManager.default.removeItem(at: url) }
    var layer = Dense(2)
    try layer.build(for: [3])
    try layer.writeONNX(to: url, input: [3])
    let whole = try Data(contentsOf: url)
    // Wherever it is cut.
    for count in 0..<whole.count {
      try whole.prefix(count).write(to: url)
      #expect(throws: FileProblem.self) { try ONNXModel(contentsOf: url) }
    }
    #expect(throws: FileProblem.self) { try ONNXModel(contentsOf: URL(filePath: "/tmp")) }
    #expect(throws: FileProblem.self) { try ONNXModel(contentsOf: URL(filePath: "/none")) }
  }
}
