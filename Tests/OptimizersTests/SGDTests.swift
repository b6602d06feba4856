import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct SGDTests {
  @Test(arguments: Fixture.cases(of: "Optimizers", startingWith: "sgd"))
  func agreesWithKeras(_ fixture: Fixture) throws {
    let momentum = fixture.number("momentum")
    let optimizer = SGD(
      learningRate: rate(fixture), momentum: momentum == 0 ? nil : .constant(momentum),
      nesterov: fixture.text("nesterov") == "true", decay: fixture.number("decay"))
    try expectTrajectory(of: optimizer, by: fixture)
  }

  @Test func noMomentumIsAMomentumOf0() throws {
    let fixture = Fixture("Optimizers/sgd-decay")
    for nesterov in [false, true] {
      let optimizer = SGD(
        learningRate: rate(fixture), momentum: 0, nesterov: nesterov,
        decay: fixture.number("decay"))
      try expectTrajectory(of: optimizer, by: fixture)
    }
  }
}
