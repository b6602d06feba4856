import Basics

/// What a Gaussian process knows.
package struct GaussianPosterior {
  let factor: [Double]
  let alpha: [Double]
  let prior: Double

  /// - Parameters:
  ///   - factor: The Cholesky factor of the covariances of the known points, noise included.
  ///   - alpha: These covariances' inverse times the known values.
  ///   - prior: The variance far from all known points.
  package init(factor: [Double], alpha: [Double], prior: Double) {
    self.factor = factor
    self.alpha = alpha
    self.prior = prior
  }

  /// Writes the mean and the variance at `columns` points (Rasmussen and Williams, "Gaussian Processes
  /// for Machine Learning", 2006, algorithm 2.1).
  ///
  /// - Parameter k: The covariances of the known points (rows) and the new ones; destroyed.
  package func callAsFunction(
    _ k: UnsafeMutablePointer<Double>, columns: Int, means: UnsafeMutablePointer<Double>,
    variances: UnsafeMutablePointer<Double>
  ) {
    let count = alpha.count
    for j in 0..<columns { (means[j], variances[j]) = (0, prior) }
    for i in 0..<count {
      let row = k + i * columns
      for j in 0..<columns { means[j] += alpha[i] * row[j] }
    }
    let info = withSingleThreadedBLAS {
      solveTriangular(factor, n: count, transposed: false, k, columns: columns)
    }
    require(info == 0, "GaussianPosterior: LAPACK's info is \(info), expected a Cholesky factor")
    for i in 0..<count {
      let row = k + i * columns
      for j in 0..<columns { variances[j] -= row[j] * row[j] }
    }
    // Rounding may leave a little less than nothing at a known point.
    for j in 0..<columns { variances[j] = max(0, variances[j]) }
  }
}
