import Autograd
import Files
import Foundation
import Layers
import OneShot
import TestSupport
import Testing

@testable import ONNXFiles

/// `Tests/Fixtures/judges/onnx_files.py` makes the files with PyTorch.
@Suite struct ONNXModelTests {
  private func model(_ name: String, output: String? = nil) throws -> ONNXModel {
    try ONNXModel(
      contentsOf: Fixture.folder.appending(path: "ONNX/\(name).onnx"), output: output)
  }

  @Test(arguments: ["residual", "shapes"])
  func givesWhatPyTorchGives(_ name: String) throws {
    let fixture = Fixture("ONNX/\(name)")
    var model = try model(name)
    let input = fixture["input"]
    #expect(
      try model.build(for: input.shape.droppingFirst) == fixture["output"].shape.droppingFirst)
    expectClose(model(input), fixture["output"], tolerance: 1e-5)
    // Nothing depends on the size of the batch.
    expectClose(model(input[0..<1]), fixture["output"][0..<1], tolerance: 1e-5)
  }

  @Test func aTrainingStepChangesWeightsAsPyTorchDoes() throws {
    let fixture = Fixture("ONNX/residual")
    var model = try model("residual")
    let input = fixture["input"]
    let (_, gradients) = gradient(of: &model) { ($0(input) * fixture["seed"]).sum() }
    var optimizer = SGD(learningRate: 0.1)
    optimizer.update(&model, along: gradients)
    #expect(model.parameters.count == 19)
    for (path, parameter) in model.parameters {
      expectClose(parameter.value, fixture["after.\(path)"], path, tolerance: 1e-4)
    }
  }

  @Test func parametersHaveTheirNamesAndRoles() throws {
    let model = try model("residual")
    let parameters = Dictionary(
      uniqueKeysWithValues: model.parameters.map { ($0.path, $0.parameter) })
    #expect(parameters["norm.running_mean"]?.role == .statistic)
    #expect(parameters["inner.0.weight"]?.value.shape == [3, 3, 4, 4])
    #expect(parameters["depthwise.weight"]?.value.shape == [3, 3, 1, 4])
    #expect(parameters["classifier.weight"]?.value.shape == [4, 3])
    #expect(model.unvisitedParameters.isEmpty)
    #expect(model.inputs.map(\.name) == ["images"])
    #expect(model.inputs[0].shape == [nil, 3, 9, 9])
    #expect(model.outputs.map(\.name) == ["output"])
    #expect(model.imageOrder == .channelsFirst)
  }

  @Test func givesATensorFromWithin() throws {
    var leg = try model("residual", output: "/Flatten_output_0")
    #expect(try leg.build(for: [9, 9, 3]) == [4])
    #expect(!leg.parameters.contains { $0.path.hasPrefix("classifier") })
    // An inner image has its channels last.
    var maps = try model("residual", output: "/Relu_output_0")
    #expect(try maps.build(for: [9, 9, 3]) == [9, 9, 4])
  }

  @Test func isALegLikeOthers() throws {
    let url = Fixture.folder.appending(path: "ONNX/residual.onnx")
    let leg = try ONNXModel(contentsOf: url, output: "/Flatten_output_0", isFrozen: true)
    #expect(leg.parameters.allSatisfy { !$0.parameter.isTrained })
    var siamese = try Siamese(leg, input: [9, 9, 3], distance: .cosine)
    let input = Fixture("ONNX/residual")["input"]
    #expect(siamese(input, input).shape == [4, 1])
    let before = siamese.leg.values
    let (_, gradients) = gradient(of: &siamese) { $0(input, input).sum() }
    var optimizer = SGD(learningRate: 0.1)
    optimizer.update(&siamese, along: gradients)
    #expect(siamese.leg.values == before)
  }

  @Test func aFileForSingleImagesTakesBatches() throws {
    var graph = TestGraph()
    graph.input("x", [1, 2, 1, 2])
    graph.initializer("shape", [1, 4])
    graph.add("Reshape", ["x", "shape"], ["y"])
    graph.output("y")
    var model = try graph.read()
    #expect(try model.build(for: [1, 2, 2]) == [4])
    let images = Tensor.range(0..<8).reshaped(to: [2, 1, 2, 2])
    #expect(model(images) == Tensor([[0, 2, 1, 3], [4, 6, 5, 7]]))
  }

  /// Files that say nothing about a batch, and do something else with it than with one image.
  @Test func whatAFileDoesWithABatchIsUndone() throws {
    let batch = Tensor([[1, 2], [3, 4]])
    var reduced = TestGraph()
    reduced.input("x")
    reduced.add("ReduceMax", ["x"], ["y"], ["axes": .ints([0])])
    reduced.output("y")
    var model = try reduced.read()
    #expect(try model.build(for: [2]) == [2])
    #expect(model(batch) == batch)
    var square = TestGraph()
    square.input("x")
    square.add("Transpose", ["x"], ["t"])
    square.add("MatMul", ["x", "t"], ["y"])
    square.output("y")
    model = try square.read()
    #expect(try model.build(for: [2]) == [1])
    #expect(model(batch) == Tensor([[5], [25]]))
    var fixed = TestGraph()
    fixed.input("x")
    fixed.initializer("shape", [1, 2])
    fixed.add("Reshape", ["x", "shape"], ["y"])
    fixed.output("y")
    model = try fixed.read()
    #expect(try model.build(for: [2]) == [2])
    #expect(model(batch) == batch)
  }

  @Test func whatCannotBeComputedOfNumbersIsNaN() throws {
    var graph = TestGraph()
    graph.input("x")
    graph.initializer("table", Tensor([5, 6]))
    graph.add("Cast", ["x"], ["places"], ["to": .int(7)])
    graph.add("Gather", ["table", "places"], ["y"])
    graph.output("y")
    var model = try graph.read()
    #expect(try model.build(for: [2]) == [2])
    let output = model(Tensor([[0, 1], [0, 2], [.nan, 0]]))
    #expect(output[0..<1] == Tensor([[5, 6]]))
    #expect(output[1..<3].scalars.allSatisfy { $0.isNaN })
  }

  @Test func whatANodeDoesNotGiveIsNamed() throws {
    for type in ["Relu", "Neg", "Identity"] {
      var graph = TestGraph()
      graph.input("x")
      graph.add(type, ["x"], ["y", "more"])
      graph.output("more")
      let model = try graph.read()
      #expect(throws: ShapeError.self) { try model.outputs(for: ["x": Tensor([1, 2])]) }
    }
  }

  /// A small file that makes much of little.
  @Test func outputsHaveRoomInProportion() throws {
    var graph = TestGraph()
    graph.input("x")
    graph.initializer("pads", [0, 1 << 22, 0, 1 << 4])
    graph.add("Pad", ["x", "pads"], ["y"])
    graph.output("y")
    let model = try graph.read()
    let error = #expect(throws: ShapeError.self) {
      try model.outputs(for: ["x": .zeros([8, 1])])
    }
    #expect(error?.path == ["node y (Pad)"])
    #expect(Dimensions.limit(forInputs: 1 << 20) == 1 << 28)
    #expect(Dimensions.limit(forInputs: .max) == 1 << 40)
  }

  @Test func numbersDecideNoShape() throws {
    var graph = TestGraph()
    graph.input("x", [nil, 2])
    graph.add("Cast", ["x"], ["shape"], ["to": .int(7)])
    graph.initializer("ones", [-1])
    graph.add("Reshape", ["shape", "ones"], ["flat"])
    graph.add("ConstantOfShape", ["flat"], ["y"])
    graph.output("y")
    var model = try graph.read()
    let error = #expect(throws: ShapeError.self) { try model.build(for: [2]) }
    #expect(error?.path == ["node y (ConstantOfShape)"])
    // Whoever gives the numbers sees the error where there is one.
    #expect(try model.outputs(for: ["x": Tensor([[2, 3]])])["y"]?.shape == [2, 3])
    #expect(throws: ShapeError.self) { try model.outputs(for: ["x": Tensor([[-2, 3]])]) }
    // Those of a shape are known.
    var known = TestGraph()
    known.input("x", [nil, 2])
    known.add("Shape", ["x"], ["shape"])
    known.add("ConstantOfShape", ["shape"], ["y"])
    known.output("y")
    model = try known.read()
    #expect(try model.build(for: [2]) == [2])
  }

  @Test func imagesFromKerasHaveTheirChannelsLast() throws {
    var graph = TestGraph()
    graph.input("x", [nil, nil, nil, nil])
    graph.add("Transpose", ["x"], ["first"], ["perm": .ints([0, 3, 1, 2])])
    graph.add("MaxPool", ["first"], ["pooled"], ["kernel_shape": .ints([2, 2])])
    graph.add("Transpose", ["pooled"], ["y"], ["perm": .ints([0, 2, 3, 1])])
    graph.output("y")
    var model = try graph.read()
    #expect(model.imageOrder == .channelsLast)
    #expect(try model.build(for: [2, 3, 5]) == [1, 2, 5])
  }

  @Test func sayWhichNodeAnInputDoesNotFit() throws {
    var model = try model("shapes")
    let error = #expect(throws: ShapeError.self) { try model.build(for: [1, 3, 3]) }
    #expect(error?.path.first?.contains("node ") == true, "\(error!)")
    let rank = #expect(throws: ShapeError.self) { try model.build(for: [27]) }
    #expect(rank?.message.hasPrefix("ONNXModel expects what fits images") == true)
    #expect(throws: ShapeError.self) { try model.outputs(for: [:]) }
  }
}
