import Foundation
import Testing

@testable import Tuning

@Suite struct ExpectedImprovementTests {
  /// ∫ max(0, y − best) N(y; mean, σ²) dy by Simpson's rule over what lies above `best`.
  private func integral(over best: Double, mean: Double, deviation: Double) -> Double {
    let (low, high) = (best, max(best, mean) + 12 * deviation)
    let count = 20_000
    let width = (high - low) / Double(count)
    var sum = 0.0
    for i in 0...count {
      let y = low + Double(i) * width
      let z = (y - mean) / deviation
      let weight = i == 0 || i == count ? 1.0 : i % 2 == 1 ? 4 : 2
      sum += weight * (y - best) * exp(-z * z / 2)
    }
    return sum * width / 3 / (deviation * (2 * Double.pi).squareRoot())
  }

  @Test(arguments: [
    (0.0, 0.0, 1.0), (1, 0, 1), (-1, 0, 1), (3, 1, 0.5), (2, 7, 3), (5, 0, 1), (-4, 2, 0.1),
  ])
  func isTheIntegral(_ best: Double, _ mean: Double, _ deviation: Double) {
    let found = expectedImprovement(over: best, mean: mean, deviation: deviation)
    let expected = integral(over: best, mean: mean, deviation: deviation)
    #expect(abs(found - expected) < 1e-8 * expected)
    let logarithm = logExpectedImprovement(over: best, mean: mean, deviation: deviation)
    #expect(abs(logarithm - log(expected)) < 1e-8)
  }

  @Test func withoutDeviationItIsTheDifference() {
    #expect(expectedImprovement(over: 1, mean: 3, deviation: 0) == 2)
    #expect(expectedImprovement(over: 3, mean: 1, deviation: 0) == 0)
    #expect(logExpectedImprovement(over: 3, mean: 1, deviation: 0) == -.infinity)
  }

  @Test func theLogarithmGoesOnWhereTheNumbersEnd() {
    // Where the series takes over, the two ways agree, and far below it still falls.
    let before = logExpectedImprovement(over: 24.999_999, mean: 0, deviation: 1)
    let after = logExpectedImprovement(over: 25.000_001, mean: 0, deviation: 1)
    #expect(abs(after - before + 2e-6 * 25) < 1e-5)
    #expect(expectedImprovement(over: 50, mean: 0, deviation: 1) == 0)
    let values = [30.0, 50, 1000].map {
      logExpectedImprovement(over: $0, mean: 0, deviation: 1)
    }
    #expect(values[0] > values[1] && values[1] > values[2] && values[2].isFinite)
  }
}
