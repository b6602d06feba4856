import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct RMSpropTests {
  @Test(arguments: Fixture.cases(of: "Optimizers", startingWith: "rmsprop-keras"))
  func agreesWithKeras(_ fixture: Fixture) throws {
    let momentum = fixture.number("momentum", or: 0)
    let optimizer = RMSprop(
      learningRate: rate(fixture), rho: fixture.number("rho"),
      momentum: momentum == 0 ? nil : .constant(momentum), epsilon: fixture.number("epsilon"))
    try expectTrajectory(of: optimizer, by: fixture)
  }

  /// PyTorch adds ε outside the root; with its tiny default that makes no difference here.
  @Test func agreesWithPyTorchWhereEpsilonIsTiny() throws {
    let fixture = Fixture("Optimizers/rmsprop-torch")
    let optimizer = RMSprop(
      learningRate: rate(fixture), rho: fixture.number("rho"), epsilon: 1e-12)
    try expectTrajectory(of: optimizer, by: fixture)
  }

  @Test func stopsAtSettingsThatMakeNoSense() async {
    let rho = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RMSprop(rho: 1)
    }
    #expect(
      message(of: rho).contains("expected RMSprop's rho of at least 0.0 and below 1.0, got 1.0"))
    let epsilon = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RMSprop(epsilon: 0)
    }
    #expect(message(of: epsilon).contains("expected RMSprop's epsilon of at least"))
  }
}
