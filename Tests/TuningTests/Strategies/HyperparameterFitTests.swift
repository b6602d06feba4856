import TestSupport
import Testing

@testable import Tuning

@Suite struct HyperparameterFitTests {
  /// scikit-learn climbs by L-BFGS-B from eleven starts within the same bounds.
  @Test(arguments: ["fit", "fit-four-coordinates"])
  func isAsLikelyAsWhatScikitLearnFinds(_ name: String) throws {
    let fixture = Fixture("Tuning/\(name)")
    let process = try GaussianProcess(
      fittedTo: fixture.rows("points"), values: fixture.doubles("values"))
    let expected = fixture.doubles("logLikelihood")[0]
    #expect(process.logMarginalLikelihood > expected - 0.01, "expected \(expected)")
  }

  @Test func staysWithinTheBounds() throws {
    let points = (0..<12).map { [Double($0) / 12] }
    let bounds = HyperparameterBounds(
      lengthScale: 0.02...0.05, variance: 0.5...0.6, noise: 1e-3...2e-3)
    let found = try GaussianProcess(
      fittedTo: points, values: points.map { $0[0] }, within: bounds
    ).hyperparameters
    // At a bound but for the rounding of logarithms.
    #expect(abs(found.lengthScales[0] - 0.05) < 1e-9)
    #expect((0.499...0.601).contains(found.variance))
    #expect((0.00099...0.00201).contains(found.noise))
  }

  @Test func tellsNoiseFromFunction() throws {
    let points = (0..<30).map { [Double($0) / 30] }
    let smooth = points.map { $0[0] * $0[0] }
    let rough = points.indices.map { Double($0 * 7919 % 31) }
    let first = try GaussianProcess(fittedTo: points, values: smooth).hyperparameters
    let second = try GaussianProcess(fittedTo: points, values: rough).hyperparameters
    #expect(first.noise < 1e-5)
    #expect(second.noise > 0.3 || second.lengthScales[0] < 0.05)
  }

  @Test func equalValuesAreNoProblem() throws {
    let process = try GaussianProcess(fittedTo: [[0.1], [0.5], [0.9]], values: [2, 2, 2])
    #expect(process.prediction(at: [0.3]).mean == 2)
  }
}
