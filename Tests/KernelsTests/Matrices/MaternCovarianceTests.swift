import Basics
import Testing

@testable import Kernels

@Suite struct MaternCovarianceTests {
  private let points = Points([0, 0, 1, 0, 0.5, -1], width: 2)

  @Test func agreesWithTheFormula() {
    var k = [Double](repeating: .nan, count: 3)
    maternCovariance(Points([0, 0], width: 2), points, variance: 2, into: &k)
    let expected = [0, 1, 1.25.squareRoot()].map { (r: Double) -> Double in
      let u = 5.0.squareRoot() * r
      return 2 * (1 + u + u * u / 3) * exp(-u)
    }
    for (found, expected) in zip(k, expected) { #expect(abs(found - expected) < 1e-12) }
  }

  @Test func nothingStaysNothing() {
    var k = [7.0]
    maternCovariance(Points([], width: 2), points, variance: 1, into: &k)
    #expect(k == [7])
  }

  /// W with α = 0 is −K⁻¹, here the negative identity: half of its trace is −3/2.
  @Test func theGradientOfTheNoiseIsHalfATrace() {
    var scales = [0.0, 0.0]
    let sums = maternLikelihoodGradient(
      points, variance: 2, alpha: [0, 0, 0], inverse: [1, 0, 0, 0, 1, 0, 0, 0, 1],
      lengthScales: &scales)
    #expect(sums.noise == -1.5 && sums.variance == -3)
    #expect(scales == [0, 0])
  }
}
