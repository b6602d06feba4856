import ArgumentParser
import ONNXFiles
import OneShot

/// Says what is in a file.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a file holds: layers, inputs and outputs, parameters and their shapes.")

  @Argument(help: "The file.")
  var file: String

  func run() throws {
    let network = try NetworkFile(file)
    switch network {
    case .onnx(let model): print(graph(model))
    case .model(let model): print(try model.layer.summary(for: model.input, named: "model"))
    case .classifier(let classifier):
      let siamese = classifier.siamese
      print(try siamese.leg.summary(for: siamese.input, named: "leg"))
      print("Distance: \(siamese.distance.name), classes: \(classifier.labels.count)")
    case .weights: break
    }
    let tensors = network.tensors
    for (name, tensor) in tensors.tensors { print("\(name) \(tensor.shape)") }
    for skipped in tensors.skipped { print("\(skipped.name): not read, \(skipped.reason)") }
    let scalars = tensors.tensors.reduce(0) { $0 + $1.tensor.count }
    print("\(tensors.tensors.count) tensors, \(scalars) scalars")
  }

  private func graph(_ model: ONNXModel) -> String {
    func lines(_ title: String, _ values: [(name: String, shape: [Int?]?)]) -> [String] {
      values.map { name, shape in
        let sizes = shape.map { $0.map { $0.map(String.init) ?? "any" }.joined(separator: ", ") }
        return "\(title) \(name) [\(sizes ?? "any shape")]"
      }
    }
    let operators = model.operators.map { "\($0.name) ×\($0.count)" }.joined(separator: ", ")
    let metadata = model.metadata.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return
      (lines("input", model.inputs) + lines("output", model.outputs) + ["operators " + operators]
      + metadata).joined(separator: "\n")
  }
}
