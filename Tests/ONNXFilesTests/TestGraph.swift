import Foundation
import Tensor

@testable import ONNXFiles

/// A small graph for tests: nodes, what they take, and what they give.
struct TestGraph {
  var model = ONNXModelProto()

  /// A graph for operators of one version.
  init(version: Int = 17) {
    var operators = ONNXOperatorSetIdProto()
    operators.version = Int64(version)
    model.opsetImport = [operators]
  }

  /// Adds a node, called as its first output is.
  mutating func add(
    _ type: String, _ inputs: [String], _ outputs: [String],
    _ attributes: [String: ONNXAttribute] = [:]
  ) {
    var node = ONNXNodeProto()
    (node.opType, node.name, node.input, node.output) = (type, outputs[0], inputs, outputs)
    node.attribute = attributes.map { $1.stored(as: $0) }
    model.graph.node.append(node)
  }

  /// Adds an input, of sizes that are not said unless given.
  mutating func input(_ name: String, _ sizes: [Int?]? = nil, type: ElementType = .float) {
    var info = ONNXValueInfoProto()
    info.name = name
    info.type.tensorType.elemType = type.rawValue
    if let sizes {
      info.type.tensorType.shape.dim = sizes.map { size in
        var dimension = ONNXTensorShapeProto.Dimension()
        dimension.value = size.map { .dimValue(Int64($0)) } ?? .dimParam("n")
        return dimension
      }
    }
    model.graph.input.append(info)
  }

  mutating func output(_ name: String) {
    var info = ONNXValueInfoProto()
    info.name = name
    model.graph.output.append(info)
  }

  mutating func initializer(_ name: String, _ value: Tensor) {
    var tensor = ONNXTensorProto()
    (tensor.name, tensor.dataType) = (name, 1)
    tensor.dims = value.shape.dimensions.map { Int64($0) }
    tensor.floatData = value.scalars
    model.graph.initializer.append(tensor)
  }

  mutating func initializer(_ name: String, _ values: [Int], shape: [Int]? = nil) {
    var tensor = ONNXTensorProto()
    (tensor.name, tensor.dataType) = (name, ElementType.int64.rawValue)
    tensor.dims = (shape ?? [values.count]).map { Int64($0) }
    tensor.int64Data = values.map { Int64($0) }
    model.graph.initializer.append(tensor)
  }

  /// The model that reading gives.
  func read(output: String? = nil) throws -> ONNXModel {
    try ONNXModel(model, at: URL(filePath: "test.onnx"), output: output)
  }
}

/// An input of a node.
enum TestInput {
  case floats(Tensor)
  case integers([Int])
  case mask([Int], [Int])
  case missing

  static func floats(_ scalars: [Float], _ shape: Shape) -> TestInput {
    .floats(Tensor(scalars, shape: shape))
  }
}

/// What a node gives for inputs, integers as initializers.
func outputs(
  of type: String, _ inputs: [TestInput], _ attributes: [String: ONNXAttribute] = [:],
  version: Int = 17, count: Int = 1
) throws -> [Tensor] {
  var graph = TestGraph(version: version)
  var values: [String: Tensor] = [:]
  let names = inputs.enumerated().map { index, input in
    let name = "input\(index)"
    switch input {
    case .missing: return ""
    case .integers(let integers): graph.initializer(name, integers)
    case .floats(let tensor):
      graph.input(name)
      values[name] = tensor
    case .mask(let mask, let shape):
      graph.input(name, type: .bool)
      values[name] = Tensor(mask.map { Float($0) }, shape: Shape(shape))
    }
    return name
  }
  let results = (0..<count).map { "output\($0)" }
  graph.add(type, names, results, attributes)
  for result in results { graph.output(result) }
  let found = try graph.read().outputs(for: values)
  return results.map { found[$0]! }
}

/// The only output of a node.
func output(
  of type: String, _ inputs: [TestInput], _ attributes: [String: ONNXAttribute] = [:],
  version: Int = 17
) throws -> Tensor { try outputs(of: type, inputs, attributes, version: version)[0] }
