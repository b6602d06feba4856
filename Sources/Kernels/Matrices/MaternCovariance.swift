import Basics

/// The Matérn covariance for ν = 5/2 of all rows of `a` and `b`, whose coordinates are already divided
/// by their length scales: v (1 + √5 r + 5 r² / 3) exp(−√5 r).
///
/// Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, eq. 4.17.
package func maternCovariance(
  _ a: UnsafePointer<Double>, rows: Int, _ b: UnsafePointer<Double>, columns: Int, width: Int,
  variance: Double, into k: UnsafeMutablePointer<Double>
) {
  for i in 0..<rows {
    for j in 0..<columns {
      let u = scaledDistance(a + i * width, b + j * width, width)
      k[i * columns + j] = variance * (1 + u + u * u / 3) * exp(-u)
    }
  }
}

/// Half the trace of W ∂K for the logarithm of each hyper-parameter, W being α αᵀ − K⁻¹: the gradient
/// of the log marginal likelihood (Rasmussen and Williams, eq. 5.9).
///
/// - Parameters:
///   - x: The points, `count` × `width`, divided by their length scales.
///   - alpha: K⁻¹ y.
///   - inverse: K⁻¹, of which the lower triangle is read.
///   - lengthScales: Receives one number for each coordinate.
/// - Returns: What belongs to the variance, and half the trace of W itself, which times the noise
///   belongs to the noise.
package func maternLikelihoodGradient(
  _ x: UnsafePointer<Double>, count: Int, width: Int, variance: Double,
  alpha: UnsafePointer<Double>, inverse: UnsafePointer<Double>,
  lengthScales: UnsafeMutablePointer<Double>
) -> (variance: Double, noise: Double) {
  for k in 0..<width { lengthScales[k] = 0 }
  var (sum, trace) = (0.0, 0.0)
  for i in 0..<count {
    let first = x + i * width
    for j in 0..<i {
      let second = x + j * width
      // W and K are symmetric: one half of them, twice, with the half before the trace.
      let weight = alpha[i] * alpha[j] - inverse[i * count + j]
      let u = scaledDistance(first, second, width)
      let decay = weight * variance * exp(-u)
      sum += decay * (1 + u + u * u / 3)
      let slope = decay * (1 + u) * (5 / 3)
      for k in 0..<width {
        let difference = first[k] - second[k]
        lengthScales[k] += slope * difference * difference
      }
    }
    let weight = alpha[i] * alpha[i] - inverse[i * count + i]
    sum += weight * variance / 2
    trace += weight / 2
  }
  return (sum, trace)
}

/// The mean and the variance of a Gaussian process at `columns` points (Rasmussen and Williams,
/// algorithm 2.1).
///
/// - Parameters:
///   - k: The covariances of the `n` known points (rows) and the new ones; destroyed.
///   - factor: The Cholesky factor of the covariances of the known points, noise included.
///   - alpha: These covariances' inverse times the known values.
///   - prior: The variance far from all known points.
package func gaussianPosterior(
  _ k: UnsafeMutablePointer<Double>, n: Int, columns: Int, factor: UnsafePointer<Double>,
  alpha: UnsafePointer<Double>, prior: Double, means: UnsafeMutablePointer<Double>,
  variances: UnsafeMutablePointer<Double>
) {
  for j in 0..<columns { (means[j], variances[j]) = (0, prior) }
  for i in 0..<n {
    let row = k + i * columns
    for j in 0..<columns { means[j] += alpha[i] * row[j] }
  }
  let info = withSingleThreadedBLAS {
    solveTriangular(factor, n: n, transposed: false, k, columns: columns)
  }
  require(info == 0, "gaussianPosterior: LAPACK's info is \(info), expected a Cholesky factor")
  for i in 0..<n {
    let row = k + i * columns
    for j in 0..<columns { variances[j] -= row[j] * row[j] }
  }
  // Rounding may leave a little less than nothing at a known point.
  for j in 0..<columns { variances[j] = max(0, variances[j]) }
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
