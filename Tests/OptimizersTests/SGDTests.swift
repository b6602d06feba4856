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

  @Test func stopsAtSettingsThatMakeNoSense() async {
    let momentum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SGD(momentum: 1.5)
    }
    #expect(
      message(of: momentum).contains(
        "expected SGD's momentum of at least 0.0 and below 1.0, got 1.5"))
    let nesterov = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SGD(nesterov: true)
    }
    #expect(message(of: nesterov).contains("SGD: nesterov needs a momentum"))
    let decay = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SGD(decay: -1)
    }
    #expect(message(of: decay).contains("expected SGD's decay of at least 0.0"))
  }
}
