import Basics
import Foundation

/// Where the hyperparameters of a Gaussian process are looked for.
public struct HyperparameterBounds: Sendable, Hashable {
  /// Every length scale; default 0.01 … 20, for points in the unit cube.
  public var lengthScale: ClosedRange<Double>
  /// The variance of the function, relative to that of the values; default 0.01 … 100.
  public var variance: ClosedRange<Double>
  /// The variance of the noise, relative to that of the values; default 10⁻⁸ … 1.
  public var noise: ClosedRange<Double>

  /// The given bounds, all positive.
  public init(
    lengthScale: ClosedRange<Double> = 0.01...20, variance: ClosedRange<Double> = 0.01...100,
    noise: ClosedRange<Double> = 1e-8...1
  ) {
    for range in [lengthScale, variance, noise] {
      require(
        range.lowerBound > 0 && range.upperBound.isFinite,
        "HyperparameterBounds: expected positive, finite bounds, got \(range)")
    }
    self.lengthScale = lengthScale
    self.variance = variance
    self.noise = noise
  }
}

extension MarginalLikelihood {
  /// The hyperparameters of the largest likelihood within the bounds, as far as ascents from three
  /// starts find it.
  func mostLikely(
    within bounds: HyperparameterBounds, iterations: Int = 100
  ) -> Hyperparameters {
    // Distances in a cube grow with the root of its dimension.
    let size = Double(lengthScaleCount).squareRoot()
    let starts = [(0.3 * size, 1e-4), (size, 1e-2), (0.1 * size, 1e-6)]
    let ends = starts.map { length, noise in
      ascent(
        from: Hyperparameters(
          lengthScales: Array(repeating: length, count: lengthScaleCount), variance: 1,
          noise: noise),
        within: bounds, iterations)
    }
    return ends.max { $0.logLikelihood < $1.logLikelihood }!.hyperparameters
  }

  /// Climbs by iRprop⁻: each coordinate has a step of its own, which grows while the gradient keeps
  /// its sign and shrinks when it turns.
  ///
  /// Igel and Hüsken, "Improving the Rprop learning algorithm", 2000; for the
  /// hyperparameters of Gaussian processes: Blum and Riedmiller, ESANN 2013.
  private func ascent(
    from start: Hyperparameters, within bounds: HyperparameterBounds, _ iterations: Int
  ) -> (hyperparameters: Hyperparameters, logLikelihood: Double) {
    let ranges =
      (Array(repeating: bounds.lengthScale, count: lengthScaleCount)
      + [bounds.variance, bounds.noise])
      .map { Foundation.log($0.lowerBound)...Foundation.log($0.upperBound) }
    var place = zip(start.logarithms, ranges).map { min($1.upperBound, max($1.lowerBound, $0)) }
    var steps = place.map { _ in 0.3 }
    var previous = place.map { _ in 0.0 }
    var best = (
      hyperparameters: Hyperparameters(logarithms: place), logLikelihood: -Double.infinity
    )
    for _ in 0..<iterations {
      let here = Hyperparameters(logarithms: place)
      guard let solution = try? self.solution(here) else { break }
      if solution.logLikelihood > best.logLikelihood { best = (here, solution.logLikelihood) }
      let gradient = self.gradient(solution, here)
      for i in place.indices {
        var slope = gradient[i]
        if slope * previous[i] > 0 { steps[i] = min(1, steps[i] * 1.2) }
        if slope * previous[i] < 0 {
          steps[i] *= 0.5
          slope = 0
        }
        previous[i] = slope
        let moved = place[i] + (slope > 0 ? steps[i] : slope < 0 ? -steps[i] : 0)
        place[i] = min(ranges[i].upperBound, max(ranges[i].lowerBound, moved))
      }
      if steps.allSatisfy({ $0 < 1e-3 }) { break }
    }
    return best
  }
}

extension GaussianProcess.Hyperparameters {
  var logarithms: [Double] { (lengthScales + [variance, noise]).map { Foundation.log($0) } }

  init(logarithms: [Double]) {
    let values = logarithms.map { exp($0) }
    self.init(
      lengthScales: Array(values.dropLast(2)), variance: values[values.count - 2],
      noise: values[values.count - 1])
  }
}
