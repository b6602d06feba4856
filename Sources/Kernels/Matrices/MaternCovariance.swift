import Basics

/// The Matérn covariance for ν = 5/2 of all rows of `a` and `b`, whose coordinates are already divided
/// by their length scales: v (1 + √5 r + 5 r² / 3) exp(−√5 r).
///
/// Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, eq. 4.17.
package func maternCovariance(
  _ a: Points, _ b: Points, variance: Double, into k: UnsafeMutablePointer<Double>
) {
  let (rows, columns, width) = (a.count, b.count, a.width)
  a.scalars.withUnsafeBufferPointer { first in
    b.scalars.withUnsafeBufferPointer { second in
      guard let first = first.baseAddress, let second = second.baseAddress else { return }
      for i in 0..<rows {
        for j in 0..<columns {
          let u = scaledDistance(first + i * width, second + j * width, width)
          k[i * columns + j] = variance * (1 + u + u * u / 3) * exp(-u)
        }
      }
    }
  }
}

/// Half the trace of W ∂K for the logarithm of each hyperparameter, W being α αᵀ − K⁻¹: the gradient
/// of the log marginal likelihood (Rasmussen and Williams, eq. 5.9).
///
/// - Parameters:
///   - x: The points, divided by their length scales.
///   - alpha: K⁻¹ y.
///   - inverse: K⁻¹, of which the lower triangle is read.
///   - lengthScales: Receives one number for each coordinate.
/// - Returns: What belongs to the variance, and half the trace of W itself, which times the noise
///   belongs to the noise.
package func maternLikelihoodGradient(
  _ x: Points, variance: Double, alpha: UnsafePointer<Double>, inverse: UnsafePointer<Double>,
  lengthScales: UnsafeMutablePointer<Double>
) -> (variance: Double, noise: Double) {
  for k in 0..<x.width { lengthScales[k] = 0 }
  var sums = (variance: 0.0, noise: 0.0)
  x.scalars.withUnsafeBufferPointer { scalars in
    guard let base = scalars.baseAddress else { return }
    for i in 0..<x.count {
      for j in 0..<i {
        // W and K are symmetric: one half of them, twice, with the half before the trace.
        let weight = alpha[i] * alpha[j] - inverse[i * x.count + j]
        let (first, second) = (base + i * x.width, base + j * x.width)
        let u = scaledDistance(first, second, x.width)
        let decay = weight * variance * exp(-u)
        sums.variance += decay * (1 + u + u * u / 3)
        let slope = decay * (1 + u) * (5 / 3)
        for k in 0..<x.width {
          let difference = first[k] - second[k]
          lengthScales[k] += slope * difference * difference
        }
      }
      let weight = alpha[i] * alpha[i] - inverse[i * x.count + i]
      sums.variance += weight * variance / 2
      sums.noise += weight / 2
    }
  }
  return sums
}

/// √5 times the distance of two points.
@inline(__always)
private func scaledDistance(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ width: Int
) -> Double {
  var total = 0.0
  for k in 0..<width {
    let difference = a[k] - b[k]
    total += difference * difference
  }
  return (5 * total).squareRoot()
}
