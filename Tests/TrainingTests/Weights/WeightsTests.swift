import Autograd
import Foundation
import Layers
import Tensor
import TestSupport
import Testing
import Training

@Suite struct WeightsTests {
  private func network(_ units: Int, seed: UInt64, deep: Bool = false) throws -> Sequential {
    var model = Sequential {
      Dense(units)
      BatchNorm()
      if deep { Dense(2) }
    }
    try model.build(for: [3], seed: seed)
    return model
  }

  private func values(_ model: some Parameterized) -> [Tensor] {
    model.parameters.map(\.parameter.value)
  }

  @Test func areWhatWasSaved() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      var model = try network(4, seed: 1)
      _ = gradient(of: &model) { $0(Tensor([[1, 2, 3], [4, 5, 7]])).sum() }
      try model.saveWeights(to: url, metadata: ["preset": "quick"])
      var other = try network(4, seed: 2)
      #expect(values(other) != values(model))
      #expect(try other.loadWeights(from: url) == ["preset": "quick"])
      #expect(values(other) == values(model))
      let names = try Safetensors(contentsOf: url).tensors.map(\.name)
      #expect(names == model.parameters.map(\.path))
    }
  }

  @Test func ofAnotherArchitectureAreRefusedAndNothingChanges() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      try network(4, seed: 1).saveWeights(to: url)
      var wide = try network(5, seed: 2)
      let before = values(wide)
      let shape = #expect(throws: WeightsError.self) { try wide.loadWeights(from: url) }
      #expect(
        shape?.reason == "found 0.weight of shape [3, 4], expected [3, 5]: weights of another "
          + "architecture")
      #expect(shape?.path.hasSuffix("weights.safetensors") == true)
      #expect(values(wide) == before)
      var deep = try network(4, seed: 2, deep: true)
      let missing = #expect(throws: WeightsError.self) { try deep.loadWeights(from: url) }
      #expect(missing?.reason == "found no tensor 2.weight, which this architecture needs")
      try deep.saveWeights(to: url)
      var shallow = try network(4, seed: 2)
      let extra = #expect(throws: WeightsError.self) { try shallow.loadWeights(from: url) }
      #expect(extra?.reason == "found a tensor 2.bias, which this architecture does not have")
    }
  }
}
