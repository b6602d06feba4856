import Autograd
import Files
import Foundation
import Layers
import Tensor
import TestSupport
import Testing
import Training

@Suite struct SafetensorsPrecisionTests {
  @Test(arguments: Safetensors.Precision.allCases.dropFirst())
  func roundsAsPyTorchDoes(_ precision: Safetensors.Precision) throws {
    let judge = try Safetensors(
      contentsOf: Fixture.folder.appending(path: "Safetensors/rounded.safetensors"))
    let expected = try #require(judge[precision.rawValue])
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "half.safetensors")
      let single = try #require(judge["single"])
      try Safetensors([("a", single), ("none", .zeros([0]))])
        .write(to: url, as: precision, checksum: true)
      let copy = try Safetensors(contentsOf: url)
      #expect(copy.hasChecksum)
      #expect(copy["none"]?.shape == [0])
      #expect(copy["a"]?.scalars.map(\.bitPattern) == expected.scalars.map(\.bitPattern))
      // What it holds already stays.
      try copy.write(to: url, as: precision)
      #expect(try Safetensors(contentsOf: url)["a"] == copy["a"])
    }
  }

  @Test func halfPrecisionTakesHalfTheRoom() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      let file = Safetensors([("a", .ones([100, 100]))])
      var sizes: [Int] = []
      for precision in Safetensors.Precision.allCases {
        try file.write(to: url, as: precision)
        sizes.append(try Data(contentsOf: url).count)
      }
      #expect(sizes.map { ($0 + 10_000) / 20_000 } == [2, 1, 1])
    }
  }

  @Test func weightsAreSavedAndLoaded() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      var model = Sequential { Dense(4) }
      try model.build(for: [3], seed: 1)
      for (precision, step) in [
        (Safetensors.Precision.float16, Float(0x1p-11)), (.bfloat16, 0x1p-8),
      ] {
        try model.saveWeights(to: url, as: precision, metadata: ["precision": "half"])
        var other = Sequential { Dense(4) }
        try other.build(for: [3], seed: 2)
        #expect(try other.loadWeights(from: url) == ["precision": "half"])
        #expect(other.values != model.values)
        for (found, expected) in zip(other.values.tensors, model.values.tensors) {
          expectClose(found, expected, tolerance: step)
        }
      }
    }
  }

  @Test func weightsBeyondTheRangeAreNotSaved() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      var model = Sequential { Dense(1, usesBias: false) }
      try model.build(for: [1])
      func set(_ value: Float) { model.forEachParameter { $1.value = Tensor([[value]]) } }
      set(-70_000)
      let problem = #expect(throws: FileProblem.self) {
        try model.saveWeights(to: url, as: .float16)
      }
      #expect(problem?.found == "0.weight with a number of size 70000.0")
      #expect(problem?.expected == "weights within the range of float16")
      #expect(!FileManager.default.fileExists(atPath: url.path(percentEncoded: false)))
      try model.saveWeights(to: url, as: .bfloat16)
      set(Float(65520).nextDown)
      try model.saveWeights(to: url, as: .float16)
      #expect(try Safetensors(contentsOf: url)["0.weight"] == Tensor([[65504]]))
      set(.greatestFiniteMagnitude)
      #expect(throws: FileProblem.self) { try model.saveWeights(to: url, as: .bfloat16) }
    }
  }
}
