import Foundation

/// By how much a normally distributed value exceeds `best` on average, counted as 0 if it does not:
/// σ (z Φ(z) + φ(z)) with z = (mean − best) / σ, 0 or more.
///
/// Mockus, Tiesis and Zilinskas, "The application of Bayesian methods for seeking the extremum", 1978;
/// Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions",
/// J. Global Optim. 13, 1998, eq. 15, there for the smallest value, here for the largest.
///
/// - Parameters:
///   - best: What is to be exceeded.
///   - mean: The mean of the value.
///   - deviation: Its standard deviation σ, 0 or more.
public func expectedImprovement(over best: Double, mean: Double, deviation: Double) -> Double {
  guard deviation > 0 else { return max(0, mean - best) }
  return deviation * standardImprovement((mean - best) / deviation)
}

/// The logarithm of ``expectedImprovement(over:mean:deviation:)``, which tells points apart where
/// the improvement itself is too small for a number.
///
/// Far below `best`, z Φ(z) + φ(z) is φ(z) (z⁻² − 3 z⁻⁴ + 15 z⁻⁶ − …) by the asymptotic series of Φ.
/// Ament et al., "Unexpected improvements to expected improvement", NeurIPS 2023.
func logExpectedImprovement(over best: Double, mean: Double, deviation: Double) -> Double {
  guard deviation > 0 else { return log(max(0, mean - best)) }
  let z = (mean - best) / deviation
  guard z < -25 else { return log(deviation) + log(standardImprovement(z)) }
  let inverse = 1 / (z * z)
  let series = log1p(inverse * (-3 + 15 * inverse))
  return log(deviation) - z * z / 2 - log(2 * Double.pi) / 2 + log(inverse) + series
}

/// z Φ(z) + φ(z).
private func standardImprovement(_ z: Double) -> Double {
  let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
  return max(0, z * erfc(-z / 2.0.squareRoot()) / 2 + density)
}
