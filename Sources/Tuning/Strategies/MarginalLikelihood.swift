import Basics
import Foundation
import Kernels

/// How likely standardized values at some points are under given hyperparameters, and what follows
/// from them.
struct MarginalLikelihood: Sendable {
  typealias Hyperparameters = GaussianProcess.Hyperparameters

  let count: Int
  let targets: [Double]
  /// For each coordinate the number of its length scale.
  let groups: [Int]
  private let points: [Double]
  private var width: Int { groups.count }
  var lengthScaleCount: Int { (groups.max() ?? -1) + 1 }

  init(_ points: [[Double]], _ targets: [Double], groups: [Int]? = nil) {
    require(
      points.count == targets.count && Set(points.map(\.count)).count == 1,
      "GaussianProcess: expected as many points of one length as values, got \(points.count) of "
        + "\(Set(points.map(\.count)).sorted()) coordinates and \(targets.count) values")
    count = points.count
    self.groups = groups ?? Array(points[0].indices)
    self.points = Array(points.joined())
    self.targets = targets
    require(
      points[0].count == width,
      "GaussianProcess: expected \(width) coordinates, got \(points[0].count)")
  }

  func adding(_ points: [[Double]], _ targets: [Double]) -> MarginalLikelihood {
    let known = (0..<count).map { Array(self.points[$0 * width..<($0 + 1) * width]) }
    return MarginalLikelihood(known + points, self.targets + targets, groups: groups)
  }

  /// Rasmussen and Williams, algorithm 2.1, lines 2, 3 and 7.
  struct Solution: Sendable {
    /// The points divided by the length scales.
    let scaled: [Double]
    /// The Cholesky factor L of K + σ² I.
    let factor: [Double]
    /// (K + σ² I)⁻¹ y.
    let alpha: [Double]
    /// −½ yᵀ α − Σ log Lᵢᵢ − ½ n log 2π.
    let logLikelihood: Double
  }

  func solution(_ h: Hyperparameters) throws(GaussianProcessError) -> Solution {
    let scaled = self.scaled(points, h)
    var factor = [Double](repeating: 0, count: count * count)
    let known = Points(scaled, width: width)
    maternCovariance(known, known, variance: h.variance, into: &factor)
    for i in 0..<count { factor[i * count + i] += h.noise }
    let info = withSingleThreadedBLAS { cholesky(&factor, n: count) }
    guard info == 0 else { throw GaussianProcessError(points: count, minor: info) }
    var alpha = targets
    _ = solveTriangular(factor, n: count, transposed: false, &alpha, columns: 1)
    _ = solveTriangular(factor, n: count, transposed: true, &alpha, columns: 1)
    var total = Double(count) / 2 * Foundation.log(2 * Double.pi)
    for i in 0..<count {
      total += targets[i] * alpha[i] / 2 + Foundation.log(factor[i * count + i])
    }
    return Solution(scaled: scaled, factor: factor, alpha: alpha, logLikelihood: -total)
  }

  /// The gradient of the log likelihood with respect to the logarithms of the length scales, of the
  /// variance and of the noise: Rasmussen and Williams, eq. 5.9.
  func gradient(_ solution: Solution, _ h: Hyperparameters) -> [Double] {
    var inverse = solution.factor
    let info = withSingleThreadedBLAS { Kernels.inverse(ofCholesky: &inverse, n: count) }
    require(info == 0, "MarginalLikelihood: LAPACK's info is \(info), expected a Cholesky factor")
    var sums = [Double](repeating: 0, count: width)
    let (variance, noise) = maternLikelihoodGradient(
      Points(solution.scaled, width: width), variance: h.variance, alpha: solution.alpha,
      inverse: inverse, lengthScales: &sums)
    var gradient = [Double](repeating: 0, count: lengthScaleCount)
    for (group, sum) in zip(groups, sums) { gradient[group] += sum }
    return gradient + [variance, noise * h.noise]
  }

  /// Means and variances at `count` further points, one after the other.
  func posterior(
    at features: [Double], count: Int, _ solution: Solution, _ h: Hyperparameters
  ) -> (means: [Double], variances: [Double]) {
    require(
      features.count == count * width,
      "GaussianProcess: expected \(width) coordinates, got \(features.count / max(count, 1))")
    var covariances = [Double](repeating: 0, count: self.count * count)
    maternCovariance(
      Points(solution.scaled, width: width), Points(scaled(features, h), width: width),
      variance: h.variance, into: &covariances)
    var (means, variances) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    let posterior = GaussianPosterior(
      factor: solution.factor, alpha: solution.alpha, prior: h.variance)
    posterior(&covariances, columns: count, means: &means, variances: &variances)
    return (means, variances)
  }

  private func scaled(_ points: [Double], _ h: Hyperparameters) -> [Double] {
    require(
      h.lengthScales.count == lengthScaleCount,
      "GaussianProcess: expected \(lengthScaleCount) length scales, got \(h.lengthScales.count)")
    let scales = groups.map { 1 / h.lengthScales[$0] }
    var scaled = points
    var index = 0
    while index < scaled.count {
      for k in 0..<width { scaled[index + k] *= scales[k] }
      index += width
    }
    return scaled
  }
}
