import Files
import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct Int8EmbeddingsTests {
  @Test func agreesWithNumPy() {
    let fixture = Fixture("Int8Embeddings/rows")
    let found = Int8Embeddings(fixture["input"])
    #expect(found.values.map(Float.init) == fixture["values"].scalars)
    #expect(found.scales == fixture["scales"].scalars)
    #expect(found.tensor == fixture["output"])
    #expect(found.shape == fixture["input"].shape)
  }

  @Test func eachScalarIsOffByHalfAScaleAtMost() {
    let rows = samples([20, 3, 7])[0]
    let copy = Int8Embeddings(rows)
    let errors = (copy.tensor - rows).abs().max(axes: [1, 2])
    for (error, scale) in zip(errors.scalars, copy.scales) { #expect(error <= 0.501 * scale) }
    #expect(Int8Embeddings(copy.tensor).values == copy.values)
  }

  @Test func nothingAndZerosStay() {
    #expect(Int8Embeddings(.zeros([2, 3])).tensor == .zeros([2, 3]))
    #expect(Int8Embeddings(.zeros([0, 3])).tensor == .zeros([0, 3]))
    #expect(Int8Embeddings(.zeros([2, 0])).tensor == .zeros([2, 0]))
  }

  @Test func areWhatWasWritten() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "gallery.safetensors")
      let rows = Int8Embeddings(samples([5, 64])[0])
      try rows.write(to: url)
      #expect(try Int8Embeddings(contentsOf: url) == rows)
      // A byte each, a scale for each row, and a header.
      #expect(try Data(contentsOf: url).count < 5 * 64 + 5 * 4 + 300)
      try Int8Embeddings(.zeros([0, 3])).write(to: url)
      #expect(try Int8Embeddings(contentsOf: url).shape == [0, 3])
    }
  }

  @Test func otherFilesAreRefused() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "other.safetensors")
      try Safetensors([("a", Tensor([1]))]).write(to: url)
      let other = #expect(throws: FileProblem.self) { try Int8Embeddings(contentsOf: url) }
      #expect(other?.found == "a of shape [1]")
      #expect(other?.expected == "rows called values and as many scales")
      try Safetensors([("values", Tensor([[0.5]])), ("scales", Tensor([1]))]).write(to: url)
      let broken = #expect(throws: FileProblem.self) { try Int8Embeddings(contentsOf: url) }
      #expect(broken?.expected == "whole numbers from -128 to 127 and finite scales")
    }
  }

  @Test func refusesNaN() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Int8Embeddings(Tensor([[1, .nan]]))
    }
    #expect(
      message(of: result).contains(
        "Int8Embeddings: expected rows of finite scalars, got shape [1, 2]"))
  }
}
