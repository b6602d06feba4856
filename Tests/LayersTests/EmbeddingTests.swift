import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct EmbeddingTests {
  @Test func agreesWithPyTorch() throws {
    let fixture = Fixture("Embedding/tokens")
    var layer = Embedding(6, features: 3)
    layer.weight.value = fixture["weight"]
    #expect(try layer.build(for: [4]) == [4, 3])
    #expect(layer(fixture["input"]) == fixture["output"])
    let (_, gradients) = gradient(of: &layer) { ($0(fixture["input"]) * fixture["seed"]).sum() }
    // Ids repeat: their gradients add up.
    expectClose(try #require(gradients["weight"]), fixture["gradient.weight"])
    #expect(layer(Tensor([2, 0])) == layer.weight.value.gathered(at: [2, 0]))
  }

  @Test func isDifferentiable() {
    expectDifferentiable(at: samples([4, 3])) { inputs in
      var layer = Embedding(4, features: 3)
      layer.weight.value = inputs[0]
      return layer(Tensor([[1, 1], [3, 0]]))
    }
  }

  @Test func beginsWithDeviation1() throws {
    var layer = Embedding(200, features: 50)
    try layer.build(for: [2])
    let deviation = layer.weight.value.square().mean().sqrt()
    expectClose(deviation, Tensor(1), tolerance: 0.03)
  }

  @Test func stopsAtWhatIsNoId() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var layer = Embedding(4, features: 3)
      try layer.build(for: [2])
      _ = layer(Tensor([[1, 4]]))
    }
    #expect(
      message(of: result).contains("Embedding: expected whole numbers in 0..<4, got 4.0"))
  }
}
