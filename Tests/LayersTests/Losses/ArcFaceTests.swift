import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ArcFaceTests {
  @Test(arguments: Fixture.cases(of: "PairLosses", startingWith: "arcFace"))
  func agreesWithPyTorchMetricLearning(_ fixture: Fixture) {
    let labels = fixture.integers("labels")
    let shape = fixture["weight"].shape
    func loss(_ inputs: [Tensor]) -> Tensor {
      var classes = ArcFace(
        features: shape[0], classes: shape[1], margin: fixture.number("margin"),
        scale: fixture.number("scale"))
      classes.weight.value = inputs[1]
      return classes.loss(inputs[0], labels: labels)
    }
    let inputs = [fixture["embeddings"], fixture["weight"]]
    // A scale of 64 makes 64 times as much of the rounding of a cosine.
    expectClose(loss(inputs), fixture["loss"], "loss")
    let found = gradient(at: inputs) { loss($0) }
    expectClose(found[0], fixture["gradient.embeddings"], "embeddings", tolerance: 5e-5)
    expectClose(found[1], fixture["gradient.weight"], "weight", tolerance: 5e-5)
  }

  @Test func isDifferentiable() {
    let x = samples([4, 3])[0]
    let labels = [0, 1, 2, 1]
    expectDifferentiable(at: [x, samples([3, 3], seed: 3)[0]]) { inputs in
      var classes = ArcFace(features: 3, classes: 3, margin: 0.3, scale: 4)
      classes.weight.value = inputs[1]
      return classes.loss(inputs[0], labels: labels, reduction: .none)
    }
  }

  /// Without a margin it is a softmax of cosines, and an embedding on its class's weights has a finite
  /// gradient.
  @Test func withoutAMarginItIsASoftmax() {
    let classes = ArcFace(features: 3, classes: 4, margin: 0, scale: 8)
    let x = samples([5, 3])[0]
    expectClose(
      classes.loss(x, labels: [0, 1, 2, 3, 0]),
      softmaxCrossEntropy(classes.logits(x), labels: [0, 1, 2, 3, 0]))
    let onTop = classes.weight.value.transposed()
    let slope = gradient(at: [onTop]) { classes.loss($0[0], labels: [0, 1, 2, 3]) }[0]
    let isFinite = slope.scalars.allSatisfy { $0.isFinite }
    #expect(isFinite, "\(slope)")
  }

  @Test func theMarginMakesTheLossLarger() {
    let x = samples([5, 3])[0]
    let losses = [0, 0.2, 0.5].map { margin in
      ArcFace(features: 3, classes: 4, margin: margin, scale: 8)
        .loss(x, labels: [0, 1, 2, 3, 0]).item
    }
    #expect(losses[0] < losses[1] && losses[1] < losses[2])
    #expect(ArcFace(features: 3, classes: 4, seed: 1).parameters.map(\.path) == ["weight"])
  }

  @Test func stopsAtEmbeddingsOfAnotherSize() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ArcFace(features: 3, classes: 2).logits(.ones([2, 4]))
    }
    #expect(message(of: result).contains("expected embeddings [count, 3], got [2, 4]"))
  }

  @Test func stopsAtAMarginOfHalfATurn() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ArcFace(features: 3, classes: 2, margin: 4)
    }
    #expect(message(of: result).contains("expected a margin from 0 to π, got 4.0"))
  }
}
