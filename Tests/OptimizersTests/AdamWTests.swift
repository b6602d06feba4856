import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct AdamWTests {
  @Test(arguments: Fixture.cases(of: "Optimizers", startingWith: "adamw"))
  func agreesWithPyTorchAndKeras(_ fixture: Fixture) throws {
    let optimizer = AdamW(
      learningRate: rate(fixture), weightDecay: fixture.number("weightDecay"),
      epsilon: fixture.number("epsilon"))
    try expectTrajectory(of: optimizer, by: fixture)
  }
}
