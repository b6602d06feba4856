import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct AdamTests {
  @Test(
    arguments: Fixture.cases(of: "Optimizers", startingWith: "adam-torch")
      + [Fixture("Optimizers/adam-keras")])
  func agreesWithPyTorchAndKeras(_ fixture: Fixture) throws {
    let optimizer = Adam(
      learningRate: rate(fixture), beta1: fixture.number("beta1", or: 0.9),
      beta2: fixture.number("beta2", or: 0.999), epsilon: fixture.number("epsilon"))
    try expectTrajectory(of: optimizer, by: fixture)
  }

  @Test func stopsAtSettingsThatMakeNoSense() async {
    let beta1 = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Adam(beta1: 1)
    }
    #expect(
      message(of: beta1).contains("expected Adam's beta1 of at least 0.0 and below 1.0, got 1.0"))
    let beta2 = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Adam(beta2: -0.1)
    }
    #expect(
      message(of: beta2).contains("expected Adam's beta2 of at least 0.0 and below 1.0, got -0.1"))
    let later = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Dense(1)
      try model.build(for: [1])
      var optimizer = Adam()
      optimizer.epsilon = 0
      let (_, gradients) = gradient(of: &model) { $0(Tensor([[1]])).sum() }
      optimizer.update(&model, along: gradients)
    }
    #expect(message(of: later).contains("expected Adam's epsilon of at least"))
  }
}
