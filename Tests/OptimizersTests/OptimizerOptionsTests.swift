import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct OptimizerOptionsTests {
  @Test(arguments: Fixture.cases(of: "Optimizers", startingWith: "clipping"))
  func clippingAgreesWithKerasAndPyTorch(_ fixture: Fixture) throws {
    let optimizer = SGD(
      learningRate: rate(fixture), clipNorm: fixture.number("clippingNorm"))
    try expectTrajectory(of: optimizer, by: fixture)
  }
}
