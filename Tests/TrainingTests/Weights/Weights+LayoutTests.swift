import Autograd
import Files
import Foundation
import Layers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct WeightsLayoutTests {
  static let folder = Fixture.folder.appending(path: "TorchWeights")

  static func sequential() throws -> Sequential {
    var network = Sequential {
      Conv2D(4, kernel: 3, padding: .zeros(1))
      BatchNorm(epsilon: 1e-5)
      Activation.relu
      MaxPool2D()
      Flatten()
      BatchNorm(epsilon: 1e-5)
      Dense(5, activation: .relu)
      Dense(5)
    }
    try network.build(for: [4, 6, 3], seed: 1)
    return network
  }

  static func features() throws -> Sequential {
    var network = Sequential {
      Conv2D(4, kernel: (1, 3))
      BatchNorm(epsilon: 1e-5)
      Activation.relu
      Conv2D(6, kernel: 3, padding: .zeros(1), groups: 2)
      DepthwiseConv2D(kernel: 3, padding: .zeros(1), multiplier: 2, usesBias: false)
      PReLU()
      ConvTranspose2D(3, kernel: 2, strides: 2)
      GlobalAveragePool2D()
      Dense(2)
    }
    try network.build(for: [5, 6, 2], seed: 1)
    return network
  }

  static let names: WeightNames = [
    "0": "stem", "1": "norm", "3": "grouped", "4": "depthwise", "5": "slope", "6": "up",
    "8": "head",
  ]

  private func network(_ name: String) throws -> Sequential {
    try name == "sequential" ? Self.sequential() : Self.features()
  }

  @Test(arguments: ["sequential", "features"])
  func computesWhatPyTorchDoesAndGivesItsWeightsBack(_ name: String) throws {
    let url = Self.folder.appending(path: "\(name).safetensors")
    let outputs = Fixture("TorchWeights/\(name)-outputs")
    var network = try network(name)
    let loaded = try network.loadWeights(from: url, layout: .pyTorch)
    expectClose(network(outputs["x"]), outputs["output"], tolerance: 1e-5)
    #expect(loaded.skipped.allSatisfy { $0.name.hasSuffix("num_batches_tracked") })
    #expect(loaded.skipped.count == (name == "sequential" ? 2 : 1))
    #expect(loaded.skipped[0].reason == "type I64")
    let theirs = try Safetensors(contentsOf: url)
    try inTemporaryFolder { folder in
      let copy = folder.appending(path: "copy.safetensors")
      try network.saveWeights(
        to: copy, layout: .pyTorch, names: loaded.names, metadata: ["a": "b"])
      let ours = try Safetensors(contentsOf: copy)
      #expect(ours.metadata == ["a": "b"])
      #expect(Set(ours.tensors.map(\.name)) == Set(theirs.tensors.map(\.name)))
      for (name, tensor) in theirs.tensors {
        let other = try #require(ours[name])
        #expect(other.shape == tensor.shape)
        #expect(other.scalars.map(\.bitPattern) == tensor.scalars.map(\.bitPattern))
      }
    }
  }

  @Test func byNames() throws {
    let url = Self.folder.appending(path: "features.safetensors")
    let outputs = Fixture("TorchWeights/features-outputs")
    var network = try Self.features()
    let loaded = try network.loadWeights(from: url, layout: .pyTorch, names: Self.names)
    expectClose(network(outputs["x"]), outputs["output"], tolerance: 1e-5)
    let norm = loaded.pairs.filter { $0.path.hasPrefix("1.") }.map(\.name)
    #expect(norm == ["norm.weight", "norm.bias", "norm.running_mean", "norm.running_var"])
    // An nn.Sequential has the paths of ours, if activations are layers here too.
    var same = try Self.sequential()
    let problem = #expect(throws: FileProblem.self) {
      try same.loadWeights(
        from: Self.folder.appending(path: "sequential.safetensors"), layout: .pyTorch,
        names: .same)
    }
    #expect(problem?.found == "no tensor 7.weight")
    try inTemporaryFolder { folder in
      let copy = folder.appending(path: "copy.safetensors")
      try network.saveWeights(to: copy, layout: .pyTorch, names: Self.names)
      let before = network.values
      var other = try Self.features()
      try other.loadWeights(from: copy, layout: .pyTorch, names: Self.names)
      #expect(other.values == before)
    }
  }

  @Test func ofAnotherArchitectureAreRefusedAndNothingChanges() throws {
    let url = Self.folder.appending(path: "sequential.safetensors")
    var network = Sequential { Conv2D(4, kernel: 5) }
    try network.build(for: [6, 6, 3])
    let before = network.values
    let shape = #expect(throws: FileProblem.self) {
      try network.loadWeights(from: url, layout: .pyTorch)
    }
    #expect(shape?.path.hasSuffix("sequential.safetensors") == true)
    #expect(
      shape?.description.contains(
        "expected 0.weight of shape [5, 5, 3, 4], which is [4, 3, 5, 5] in PyTorch, found "
          + "0.weight of shape [4, 3, 3, 3]") == true, "\(String(describing: shape))")
    #expect(network.values == before)
    var small = Sequential { Conv2D(4, kernel: 3) }
    try small.build(for: [6, 6, 3])
    let more = #expect(throws: FileProblem.self) {
      try small.loadWeights(from: url, layout: .pyTorch)
    }
    #expect(
      more?.found == "14 tensors, 1.weight of shape [4] the first of 12 left over",
      "\(String(describing: more))")
    let loaded = try small.loadWeights(
      from: url, layout: .pyTorch, ignoring: ["1.", "5.", "6.", "8."])
    #expect(loaded.pairs.map(\.name) == ["0.weight", "0.bias"])
    var large = try Self.sequential()
    let missing = #expect(throws: FileProblem.self) {
      try large.loadWeights(from: url, layout: .pyTorch, ignoring: ["8.bias"])
    }
    #expect(missing?.found == "13 tensors, none left for it")
    let twice = #expect(throws: FileProblem.self) {
      try large.loadWeights(from: url, layout: .pyTorch, names: WeightNames { _ in "8.bias" })
    }
    #expect(twice != nil)
  }

  @Test func layerScalesAndTokensAreFoundWhereverTheyAreListed() throws {
    var network = Sequential {
      Dense(2)
      LayerScale()
    }
    try network.build(for: [2])
    let tensors: [(name: String, tensor: Tensor)] = [
      ("gamma", Tensor([5, 6])), ("fc.weight", Tensor([[1, 2], [3, 4]])),
      ("fc.bias", Tensor([7, 8])),
    ]
    let loaded = try network.loadWeights(Safetensors(tensors), layout: .pyTorch)
    #expect(loaded.pairs.map(\.name) == ["fc.weight", "fc.bias", "gamma"])
    #expect(network.values["0.weight"] == Tensor([[1, 3], [2, 4]]))
    #expect(network.values["1.scale"] == Tensor([5, 6]))
    try network.loadWeights(
      Safetensors(tensors), layout: .pyTorch, names: ["0": "fc", "1.gamma": "gamma"])
    #expect(network.values["1.scale"] == Tensor([5, 6]))
  }

  @Test func aOneByOneKernelIsAMatrixAndAKernelIsNotTurned() throws {
    var network = Sequential { Conv2D(2, kernel: 1, usesBias: false) }
    try network.build(for: [1, 1, 3])
    let matrix = Tensor([[1, 2, 3], [4, 5, 6]])
    let loaded = try network.loadWeights(Safetensors([("w", matrix)]), layout: .pyTorch)
    #expect(network.values["0.weight"]?.scalars == [1, 4, 2, 5, 3, 6])
    let back = try network.weights(
      layout: .pyTorch, names: loaded.names, for: URL(filePath: "weights"))
    #expect(back["w"] == matrix)
    var wide = Sequential { Conv2D(2, kernel: (1, 3), usesBias: false) }
    try wide.build(for: [3, 3, 1])
    #expect(throws: FileProblem.self) {
      try wide.loadWeights(Safetensors([("w", .zeros([2, 1, 3, 1]))]), layout: .pyTorch)
    }
  }

  @Test func kerasHasOurOrderOfAxes() throws {
    var network = Sequential {
      Conv2D(2, kernel: 2)
      Flatten()
      Dense(3)
    }
    try network.build(for: [3, 3, 1], seed: 3)
    let values = network.values
    let file = try network.weights(
      layout: .keras, names: .same, for: URL(filePath: "weights"))
    #expect(file.tensors.map(\.name) == ["0.kernel", "0.bias", "2.kernel", "2.bias"])
    try network.build(for: [3, 3, 1], seed: 4)
    try network.loadWeights(file, layout: .keras)
    #expect(network.values == values)
  }
}
