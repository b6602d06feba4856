import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct BatchNormTests {
  /// A layer with a fixture's settings and parameters.
  private func layer(_ fixture: Fixture) -> BatchNorm {
    var layer = BatchNorm(
      momentum: fixture.number("momentum"), epsilon: fixture.number("epsilon"),
      runningEstimate: fixture.text("runningEstimate") == "biased" ? .biased : .unbiased)
    layer.forEachParameter { path, parameter in parameter.value = fixture[path] }
    return layer
  }

  @Test(
    arguments: Fixture.cases(of: "BatchNorm", startingWith: "keras-training")
      + Fixture.cases(of: "BatchNorm", startingWith: "torch-training"))
  func trainsAsKerasAndPyTorchDo(_ fixture: Fixture) throws {
    var layer = layer(fixture)
    var output: Tensor?
    let (_, gradients) = gradient(of: &layer) { layer in
      let result = layer(fixture["input"])
      output = result.detached
      return (result * fixture["seed"]).sum()
    }
    expectClose(try #require(output), fixture["output"], "output")
    for name in ["scale", "shift"] {
      let found = try #require(gradients[name])
      expectClose(found, fixture["gradient.\(name)"], "gradient.\(name)")
    }
    let trained = layer
    let inputGradient = gradient(at: [fixture["input"]]) {
      (trained($0[0]) * fixture["seed"]).sum()
    }
    expectClose(inputGradient[0], fixture["gradient.input"], "gradient.input")
    expectClose(layer.runningMean.value, fixture["updatedMean"], "mean")
    expectClose(layer.runningVariance.value, fixture["updatedVariance"], "variance")
  }

  @Test(
    arguments: Fixture.cases(of: "BatchNorm", startingWith: "keras-inference")
      + Fixture.cases(of: "BatchNorm", startingWith: "torch-inference"))
  func infersAsKerasAndPyTorchDo(_ fixture: Fixture) {
    let layer = layer(fixture)
    expectClose(layer(fixture["input"]), fixture["output"], "layer")
    #expect(layer.runningMean.value == fixture["runningMean"])
    expectJudged(by: fixture, at: ["input", "scale", "shift"]) {
      $0[0].normalized(
        mean: fixture["runningMean"], variance: fixture["runningVariance"], scale: $0[1],
        shift: $0[2], epsilon: layer.epsilon)
    }
  }

  @Test func keepsStatisticsWhereNoGradientIsTaken() throws {
    var layer = BatchNorm()
    try layer.build(for: [3])
    _ = layer(.ones([4, 3]) * 5)
    #expect(layer.runningMean.value == .zeros([3]))
    #expect(layer.runningVariance.value == .ones([3]))
  }

  @Test func twoCallsMoveTheStatisticsTwice() throws {
    var layer = BatchNorm(momentum: 0.5)
    try layer.build(for: [1])
    _ = gradient(of: &layer) { layer in
      (layer(Tensor([[2], [4]])) + layer(Tensor([[6], [8]]))).sum()
    }
    // 0 → 1.5 → 4.25: half way to the means 3 and 7. Both variances are 1.
    expectClose(layer.runningMean.value, Tensor([4.25]))
    expectClose(layer.runningVariance.value, Tensor([1]))
  }

  @Test func frozenItActsAsAtInference() throws {
    var layer = BatchNorm()
    try layer.build(for: [2])
    layer.runningMean.value = Tensor([1, 2])
    layer.runningVariance.value = Tensor([4, 9])
    layer.freeze()
    let input = Tensor([[5, 6], [7, 9], [1, 1]])
    let (before, expected) = (layer.values, layer(input))
    let (_, gradients) = gradient(of: &layer) { layer in
      expectClose(layer(input), expected)
      return layer(input).sum()
    }
    #expect(layer.values == before)
    #expect(gradients.values.allSatisfy { $0 == nil })
    let frozen = layer
    expectDifferentiable(at: [input]) { frozen($0[0]) }
  }

  @Test func aFrozenScaleAloneLearnsOn() throws {
    var layer = BatchNorm()
    try layer.build(for: [1])
    layer.scale.isFrozen = true
    _ = gradient(of: &layer) { $0(Tensor([[2], [4]])).sum() }
    expectClose(layer.runningMean.value, Tensor([0.3]))
  }

  @Test func stopsAtOneValueForEachChannel() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var layer = BatchNorm()
      try layer.build(for: [3])
      _ = gradient(of: &layer) { $0(Tensor([[1, 2, 3]])).sum() }
    }
    #expect(
      message(of: result).contains(
        "BatchNorm: expected more than one value for each channel while training, got a batch of "
          + "shape [1, 3]"))
  }

  @Test func anEmptyBatchIsFineAtInference() throws {
    var layer = BatchNorm()
    try layer.build(for: [3])
    #expect(layer(.zeros([0, 3])).shape == [0, 3])
  }
}
