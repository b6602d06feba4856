import Foundation
import Tensor

/// Where to look next: the point of the largest expected improvement under a Gaussian process.
struct Acquisition {
  private let space: SearchSpace
  private let process: GaussianProcess
  /// The best value so far, without its noise.
  private let best: Double
  private let incumbent: [Double]
  private let tried: Set<[Double]>
  private let random: SeededGenerator

  /// Few scores are often explained best by a function that changes at once everywhere, which would
  /// teach nothing.
  private static let bounds = HyperparameterBounds(lengthScale: 0.05...20)

  /// Nil if there are not yet two scores to learn from.
  init?(_ state: SearchState) {
    let known = state.scores.compactMap(\.self)
    guard known.count >= 2, let worst = known.min() else { return nil }
    let values = Self.tamed(state.scores.map { $0 ?? worst })
    let features = state.points.map(state.space.features)
    guard
      let fitted = try? GaussianProcess(
        fittedTo: features, values: values, groups: state.space.featureGroups,
        within: Self.bounds),
      let process = try? fitted.believing(state.pending.map(state.space.features))
    else { return nil }
    space = state.space
    self.process = process
    let means = process.fittedMeans
    let top = means.indices.max { means[$0] < means[$1] }!
    best = means[top]
    incumbent = (state.points + state.pending)[top]
    tried = Set((state.points + state.pending).map(state.space.snapped))
    random = state.random
  }

  /// Scores beyond a gap of six orders of magnitude, raised: beside a loss of 1e30 all others would be one
  /// and the same. Ten times as far below the best as what lies before the gap is far enough.
  static func tamed(_ scores: [Double]) -> [Double] {
    // Within what can be squared and added.
    let scores = scores.map { max(-1e100, min(1e100, $0)) }
    guard let best = scores.max() else { return scores }
    let distances = scores.map { best - $0 }.sorted()
    // Near the best, gaps are what a search that converges leaves behind.
    let gap = (max(1, scores.count / 2)..<max(1, scores.count)).first {
      distances[$0 - 1] > 0 && distances[$0] > 1e6 * distances[$0 - 1]
    }
    guard let gap else { return scores }
    let floor = best - 10 * distances[gap - 1]
    return scores.map { max($0, floor) }
  }

  /// The best of many candidates, climbed from; where it has been tried, as happens where all
  /// parameters are integers or choices, the best one that has not, if any.
  func bestPoint() -> [Double] {
    let candidates = self.candidates()
    let values = logImprovements(at: candidates)
    let order = candidates.indices.sorted { values[$0] > values[$1] }
    let climbed = order.prefix(4).map { climbing(from: candidates[$0], values[$0]) }
      .sorted { $0.value > $1.value }.map(\.point)
    let ranked = climbed + order.map { candidates[$0] }
    return ranked.first { !tried.contains($0) } ?? ranked[0]
  }

  /// Points all over the cube, and some around the best one, near and nearer.
  private func candidates() -> [[Double]] {
    var random = self.random
    let sequence = SobolSequence(dimensions: space.dimensions.count, seed: random.next())
    let spread = (0..<512).map { space.snapped(sequence.point(at: $0)) }
    let near = (0..<96).map { index in
      let radius = [0.1, 0.03, 0.01][index % 3]
      return space.snapped(
        incumbent.map { $0 + radius * normal(using: &random) })
    }
    return spread + near
  }

  /// Compass search (Kolda, Lewis and Torczon, "Optimization by direct search", SIAM Review 45, 2003):
  /// goes to the best neighbor while one is better, then looks at half the distance.
  private func climbing(
    from start: [Double], _ value: Double
  ) -> (point: [Double], value: Double) {
    var here = (point: start, value: value)
    var distance = 0.1
    var rounds = 0
    while distance > 5e-5, rounds < 80 {
      rounds += 1
      var neighbors: [[Double]] = []
      for (index, dimension) in space.dimensions.enumerated() {
        for unit in dimension.neighbors(of: here.point[index], at: distance)
        where unit != here.point[index] {
          var neighbor = here.point
          neighbor[index] = unit
          neighbors.append(neighbor)
        }
      }
      let values = logImprovements(at: neighbors)
      if let top = values.indices.max(by: { values[$0] < values[$1] }), values[top] > here.value {
        here = (neighbors[top], values[top])
      } else {
        distance /= 2
      }
    }
    return here
  }

  private func logImprovements(at points: [[Double]]) -> [Double] {
    let features = points.flatMap(space.features)
    let (means, variances) = process.predictions(at: features, count: points.count)
    return zip(means, variances).map { mean, variance in
      logExpectedImprovement(over: best, mean: mean, deviation: variance.squareRoot())
    }
  }
}

/// A number of the standard normal distribution, by the transform of Box and Muller (1958).
private func normal(using random: inout SeededGenerator) -> Double {
  let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &random))).squareRoot()
  return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
}
