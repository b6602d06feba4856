import TestSupport
import Testing

@testable import Tuning

@Suite struct MarginalLikelihoodTests {
  @Test(arguments: ["process", "process-noisy"])
  func gradientAgreesWithScikitLearn(_ name: String) throws {
    let fixture = Fixture("Tuning/\(name)")
    let values = fixture.doubles("values")
    let likelihood = MarginalLikelihood(
      fixture.rows("points"), values.map(Standardization(of: values).standardized))
    let hyperparameters = fixture.hyperparameters
    let gradient = likelihood.gradient(
      try likelihood.solution(hyperparameters), hyperparameters)
    let expected = fixture.doubles("gradient")
    #expect(gradient.count == expected.count)
    for (found, expected) in zip(gradient, expected) {
      expectClose(Float(found), Float(expected), tolerance: 1e-4)
    }
  }

  @Test func coordinatesOfAGroupAddUp() throws {
    let points = [[0.0, 0.1], [0.4, 0.9], [1.0, 0.3]]
    let targets = [-1.0, 1, 0]
    let apart = MarginalLikelihood(points, targets)
    let together = MarginalLikelihood(points, targets, groups: [0, 0])
    let two = GaussianProcess.Hyperparameters(lengthScales: [0.5, 0.5], variance: 1, noise: 0.1)
    let one = GaussianProcess.Hyperparameters(lengthScales: [0.5], variance: 1, noise: 0.1)
    let split = apart.gradient(try apart.solution(two), two)
    let whole = together.gradient(try together.solution(one), one)
    #expect(abs(split[0] + split[1] - whole[0]) < 1e-12)
    #expect(Array(split[2...]) == Array(whole[1...]))
  }
}
