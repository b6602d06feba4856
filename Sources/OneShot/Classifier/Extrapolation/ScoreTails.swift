import Basics

/// The upper ends of the distributions of scores, one for each query: what the best score of more classes
/// would be than there are.
///
/// Of n scores of a query the k largest are kept, as what exceeds the one after them. Excesses over a high
/// threshold follow a generalized Pareto distribution, whatever the distribution of the scores (Pickands,
/// "Statistical inference using extreme order statistics", 1975). Its scale is each query's own; its shape,
/// for which k are too few, is one for all queries, by probability-weighted moments (Hosking and Wallis,
/// "Parameter and quantile estimation for the generalized Pareto distribution", 1987).
struct ScoreTails: Sendable {
  /// The end of one query's distribution.
  private struct Tail: Sendable {
    /// The score that k of the n exceed.
    let threshold: Double
    /// By how much on average.
    let meanExcess: Double
    /// k / n.
    let share: Double
  }

  private let tails: [Tail]
  /// ξ: negative where scores have an upper bound, 0 for an exponential end.
  let shape: Double

  /// How many of `count` scores count as the end.
  static func size(of count: Int) -> Int { min(50, max(5, count / 10)) }

  /// - Parameters:
  ///   - largest: For each query the `size(of: count)` largest scores and the next one, the largest first.
  ///   - count: The number of scores of a query.
  init(largest: [[Float]], of count: Int) {
    let size = Self.size(of: count)
    require(
      largest.allSatisfy { $0.count == size + 1 },
      "ScoreTails: expected \(size + 1) scores of each query, got \(largest.map(\.count))")
    var excesses: [Double] = []
    tails = largest.map { scores in
      let threshold = Double(scores[size])
      let found = scores[..<size].map { Double($0) - threshold }
      let mean = found.reduce(0, +) / Double(size)
      if mean > 0 { excesses += found.map { $0 / mean } }
      return Tail(
        threshold: threshold, meanExcess: mean, share: Double(size) / Double(count))
    }
    // Parts of their own mean, exponential excesses have the shape −1 / (k − 1) and not 0.
    shape = min(0.5, Self.shape(of: excesses) + 1 / Double(size - 1))
  }

  /// The shape of excesses of mean 1. Twice the weighted moment is at most that mean.
  private static func shape(of excesses: [Double]) -> Double {
    guard excesses.count > 1 else { return 0 }
    let sorted = excesses.sorted()
    let count = Double(sorted.count)
    var moment = 0.0
    for (rank, excess) in sorted.enumerated() {
      moment += excess * (1 - (Double(rank) + 0.65) / count) / count
    }
    let mean = sorted.reduce(0, +) / count
    guard mean - 2 * moment > 1e-9 else { return -1 }
    return max(-1, 2 - mean / (mean - 2 * moment))
  }

  /// A score that the largest of `count` others of the query stays below with a given probability.
  ///
  /// - Parameters:
  ///   - count: Many more than the query has.
  ///   - query: Its position.
  ///   - probability: Above 0 and below 1.
  func largest(of count: Int, query: Int, probability: Double) -> Float {
    let tail = tails[query]
    // Each of the others is above it so rarely.
    let above = -expm1(log(probability) / Double(count))
    let ratio = min(1, above / tail.share)
    let scale = tail.meanExcess * (1 - shape)
    let excess =
      abs(shape) < 1e-6 ? -scale * log(ratio) : scale * (pow(ratio, -shape) - 1) / shape
    return Float(tail.threshold + excess)
  }
}
