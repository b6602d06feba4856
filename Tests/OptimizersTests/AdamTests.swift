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
}
