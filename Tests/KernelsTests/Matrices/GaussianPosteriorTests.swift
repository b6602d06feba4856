import Testing

@testable import Kernels

@Suite struct GaussianPosteriorTests {
  /// One known value 3 with covariance 1: a new point whose covariance is k has mean 3 k and variance
  /// 1 − k².
  @Test func agreesWithTheFormulaForOneValue() {
    var (means, variances, k) = ([0.0, 0, 0], [0.0, 0, 0], [1.0, 0.5, 0])
    GaussianPosterior(factor: [1], alpha: [3], prior: 1)(
      &k, columns: 3, means: &means, variances: &variances)
    #expect(means == [3, 1.5, 0])
    #expect(variances == [0, 0.75, 1])
  }
}
