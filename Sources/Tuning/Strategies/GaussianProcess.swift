import Basics

/// Regression by a Gaussian process with a Matérn 5/2 covariance and a length scale for each
/// coordinate: what a function may be like between the points where it is known, noise included.
///
/// Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006: covariance eq. 4.17,
/// prediction eq. 2.25 and 2.26, likelihood eq. 2.30, all in double precision. The values are
/// standardized: hyperparameters speak of values of mean 0 and deviation 1.
///
/// ```swift
/// let process = try GaussianProcess(
///   fittedTo: [[0], [0.5], [1]], values: [1, 3, 2])
/// let (mean, variance) = process.prediction(at: [0.6])
/// ```
public struct GaussianProcess: Sendable {
  /// What a process assumes about the function.
  public struct Hyperparameters: Sendable, Hashable {
    /// For each coordinate, how far one must go for the function to change.
    public var lengthScales: [Double]
    /// The variance of the function itself, relative to that of the values.
    public var variance: Double
    /// The variance of the noise in the values, relative to theirs.
    public var noise: Double

    /// The given numbers, all positive; `noise` may be 0.
    public init(lengthScales: [Double], variance: Double, noise: Double) {
      require(
        lengthScales.allSatisfy { $0 > 0 } && variance > 0 && noise >= 0,
        "Hyperparameters: expected positive numbers, got \(lengthScales), \(variance), \(noise)")
      self.lengthScales = lengthScales
      self.variance = variance
      self.noise = noise
    }
  }

  /// What the process assumes about the function.
  public let hyperparameters: Hyperparameters
  let likelihood: MarginalLikelihood
  private let solution: MarginalLikelihood.Solution
  private let standard: Standardization

  /// The process that knows `values` at `points`, under given assumptions.
  ///
  /// - Throws: ``GaussianProcessError`` if points are so near to each other, and the noise so
  ///   little, that their covariances have no Cholesky factor.
  public init(
    points: [[Double]], values: [Double], hyperparameters: Hyperparameters
  ) throws(GaussianProcessError) {
    let standard = Standardization(of: values)
    let likelihood = MarginalLikelihood(points, values.map(standard.standardized))
    try self.init(likelihood, standard, hyperparameters)
  }

  /// The process that knows `values` at `points`, under the assumptions that make these most likely:
  /// see ``HyperparameterBounds`` for where they are looked for.
  ///
  /// - Throws: ``GaussianProcessError`` if no assumptions within the bounds can be computed with.
  public init(
    fittedTo points: [[Double]], values: [Double], within bounds: HyperparameterBounds = .init()
  ) throws(GaussianProcessError) {
    try self.init(fittedTo: points, values: values, groups: nil, within: bounds)
  }

  /// As above, with one length scale for all coordinates of a group.
  init(
    fittedTo points: [[Double]], values: [Double], groups: [Int]?,
    within bounds: HyperparameterBounds = .init()
  ) throws(GaussianProcessError) {
    let standard = Standardization(of: values)
    let likelihood = MarginalLikelihood(
      points, values.map(standard.standardized), groups: groups)
    try self.init(likelihood, standard, likelihood.mostLikely(within: bounds))
  }

  init(
    _ likelihood: MarginalLikelihood, _ standard: Standardization,
    _ hyperparameters: Hyperparameters
  ) throws(GaussianProcessError) {
    self.likelihood = likelihood
    self.standard = standard
    self.hyperparameters = hyperparameters
    solution = try likelihood.solution(hyperparameters)
  }

  /// The logarithm of the probability density of the standardized values.
  public var logMarginalLikelihood: Double { solution.logLikelihood }

  /// The mean and the variance of the function, without noise, at a point.
  public func prediction(at point: [Double]) -> (mean: Double, variance: Double) {
    let (means, variances) = predictions(at: point, count: 1)
    return (means[0], variances[0])
  }

  /// Means and variances at `count` points, one after the other in `features`.
  func predictions(at features: [Double], count: Int) -> (means: [Double], variances: [Double]) {
    var (means, variances) = likelihood.posterior(
      at: features, count: count, solution, hyperparameters)
    for i in 0..<count {
      means[i] = standard.original(means[i])
      variances[i] *= standard.deviation * standard.deviation
    }
    return (means, variances)
  }

  /// The means at the known points: y − σ² K⁻¹ y.
  var fittedMeans: [Double] {
    zip(likelihood.targets, solution.alpha).map { target, alpha in
      standard.original(target - hyperparameters.noise * alpha)
    }
  }

  /// The process after the function has turned out, at further points, to be what this one thinks:
  /// the "believer" of Ginsbourger, Le Riche and Carraro, "Kriging is well-suited to parallelize
  /// optimization", 2010.
  func believing(_ points: [[Double]]) throws(GaussianProcessError) -> GaussianProcess {
    guard !points.isEmpty else { return self }
    let beliefs = predictions(at: Array(points.joined()), count: points.count).means
    return try GaussianProcess(
      likelihood.adding(points, beliefs.map(standard.standardized)), standard, hyperparameters)
  }
}

/// A Gaussian process that cannot be computed.
public struct GaussianProcessError: Error, Equatable, CustomStringConvertible {
  /// The number of points.
  public let points: Int
  /// The order of the first leading minor of their covariances that is not positive.
  public let minor: Int

  /// What was found and what was expected.
  public var description: String {
    "Gaussian process: expected points that differ, or more noise; the covariances of \(points) "
      + "points are not positive definite from the leading minor of order \(minor)"
  }
}

/// Values as multiples of their deviation from their mean.
struct Standardization: Sendable {
  let mean: Double
  let deviation: Double

  init(of values: [Double]) {
    require(
      !values.isEmpty && values.allSatisfy(\.isFinite),
      "GaussianProcess: expected one or more finite values, got \(values)")
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    self.mean = mean
    deviation = variance > 0 ? variance.squareRoot() : 1
  }

  func standardized(_ value: Double) -> Double { (value - mean) / deviation }
  func original(_ value: Double) -> Double { mean + deviation * value }
}
