import Autograd
import Files
import Foundation
import KerasFiles
import Layers
import Tensor
import TestSupport
import Testing
import Training

@Suite struct WeightsKerasTests {
  static let folder = Fixture.folder.appending(path: "KerasWeights")
  static let outputs = Fixture("KerasWeights/outputs")

  static func network(seed: UInt64 = 1) throws -> Sequential {
    var network = Sequential {
      Conv2D(4, kernel: 3, padding: .same)
      BatchNorm()
      Activation.relu
      DepthwiseConv2D(kernel: 3, padding: .same, multiplier: 2)
      SeparableConv2D(4, kernel: 3, padding: .same)
      Conv2D(4, kernel: 1, usesBias: false)
      ConvTranspose2D(3, kernel: 2, strides: 2)
      PReLU()
      MaxPool2D()
      Flatten()
      Dense(5)
      Dense(2)
    }
    try network.build(for: [4, 6, 3], seed: seed)
    return network
  }

  @Test(arguments: ["network.weights.h5", "network.keras"])
  func computesWhatKerasDoesAndGivesItsWeightsBack(_ name: String) throws {
    let url = Self.folder.appending(path: name)
    var network = try Self.network()
    let loaded = try network.loadKerasWeights(from: url)
    expectClose(network(Self.outputs["x"]), Self.outputs["output"], tolerance: 1e-5)
    #expect(loaded.pairs[0].name == "layers/conv2d/vars/0")
    #expect(loaded.pairs.count == 19)
    for (index, tensor) in network.values.tensors.enumerated() {
      let theirs = Self.outputs["weight.\(index < 10 ? "0" : "")\(index)"]
      #expect(tensor.scalars.map(\.bitPattern) == theirs.scalars.map(\.bitPattern))
    }
    try inTemporaryFolder { folder in
      let copy = folder.appending(path: name)
      try network.saveKerasWeights(to: copy, like: url)
      let (ours, theirs) = try (KerasFile(contentsOf: copy), KerasFile(contentsOf: url))
      #expect(ours.layers.map(\.path) == theirs.layers.map(\.path))
      #expect(ours.layers.map(\.name) == theirs.layers.map(\.name))
      #expect(ours.weights.tensors.map(\.name) == theirs.weights.tensors.map(\.name))
      for (name, tensor) in theirs.weights.tensors { #expect(ours.weights[name] == tensor) }
    }
  }

  @Test func aListOfLayersNeedsNoOriginal() throws {
    let network = try Self.network()
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "x.weights.h5")
      try network.saveKerasWeights(to: url)
      let file = try KerasFile(contentsOf: url)
      let theirs = try KerasFile(contentsOf: Self.folder.appending(path: "network.weights.h5"))
      #expect(file.layers.map(\.path) == theirs.layers.map(\.path))
      var other = try Self.network(seed: 2)
      try other.loadKerasWeights(from: url)
      #expect(other.values == network.values)
      let model = #expect(throws: FileProblem.self) {
        try network.saveKerasWeights(to: folder.appending(path: "x.keras"))
      }
      #expect(model?.found == "no architecture")
      #expect(throws: FileProblem.self) {
        try network.saveKerasWeights(to: folder.appending(path: "x.npz"))
      }
    }
  }

  @Test func byNames() throws {
    let url = Self.folder.appending(path: "network.weights.h5")
    var first = Sequential { Conv2D(4, kernel: 3) }
    try first.build(for: [4, 6, 3])
    #expect(throws: FileProblem.self) { try first.loadKerasWeights(from: url) }
    let others = [
      "batch", "conv2d_", "depthwise", "dense", "p_re", "separable",
    ].map { "layers/\($0)" }
    let loaded = try first.loadKerasWeights(
      from: url, layers: ["0": "first"], ignoring: others)
    #expect(loaded.pairs.map(\.name) == ["layers/conv2d/vars/0", "layers/conv2d/vars/1"])
    var second = Sequential { Conv2D(4, kernel: 1, usesBias: false) }
    try second.build(for: [4, 6, 4])
    let groups = others.filter { $0 != "layers/conv2d_" } + ["layers/conv2d/", "layers/conv2d_t"]
    try second.loadKerasWeights(from: url, layers: ["0": "layers/conv2d_1"], ignoring: groups)
    let missing = #expect(throws: FileProblem.self) {
      try second.loadKerasWeights(from: url, layers: ["0": "nowhere"], ignoring: groups)
    }
    #expect(missing?.found == "no tensor nowhere/vars/0")
  }
}
