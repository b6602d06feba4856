import Autograd
import Files
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

  @Test func areWhatWasSaved() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      var model = try network(4, seed: 1)
      _ = gradient(of: &model) { $0(Tensor([[1, 2, 3], [4, 5, 7]])).sum() }
      try model.saveWeights(to: url, metadata: ["preset": "quick"])
      var other = try network(4, seed: 2)
      #expect(other.values != model.values)
      #expect(try other.loadWeights(from: url) == ["preset": "quick"])
      #expect(other.values == model.values)
      let names = try Safetensors(contentsOf: url).tensors.map(\.name)
      #expect(names == model.values.paths)
    }
  }

  @Test func ofAnotherArchitectureAreRefusedAndNothingChanges() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      try network(4, seed: 1).saveWeights(to: url)
      var wide = try network(5, seed: 2)
      let before = wide.values
      let shape = #expect(throws: FileProblem.self) { try wide.loadWeights(from: url) }
      #expect(
        shape
          == FileProblem(
            url, found: "0.weight of shape [3, 4]: weights of another architecture",
            expected: "0.weight of shape [3, 5]"))
      #expect(wide.values == before)
      var deep = try network(4, seed: 2, deep: true)
      let missing = #expect(throws: FileProblem.self) { try deep.loadWeights(from: url) }
      #expect(missing?.found == "no tensor 2.weight")
      try deep.saveWeights(to: url)
      var shallow = try network(4, seed: 2)
      let extra = #expect(throws: FileProblem.self) { try shallow.loadWeights(from: url) }
      #expect(extra?.found == "a tensor 2.bias: weights of another architecture")
    }
  }

  @Test func thatAreNotFiniteAreNotSaved() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      var model = try network(4, seed: 1)
      try model.saveWeights(to: url)
      let before = try Data(contentsOf: url)
      model.forEachParameter { path, parameter in
        if path == "1.scale" { parameter.value = parameter.value * .infinity }
      }
      let problem = #expect(throws: FileProblem.self) { try model.saveWeights(to: url) }
      #expect(problem?.found == "1.scale with numbers that are infinite or NaN")
      #expect(try Data(contentsOf: url) == before)
    }
  }
}
