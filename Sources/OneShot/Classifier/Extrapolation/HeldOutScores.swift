import Basics
import Tensor

/// Scores of queries against held-out classes, each query's own class among them, from which trials with
/// more classes are made.
struct HeldOutScores: Sendable {
  /// For each query, the score of every class.
  private let scores: [[Float]]
  /// For each query its own class.
  private let own: [Int]
  /// For each query the other classes, the highest score first.
  private let order: [[Int]]
  private let classes: Int

  init(_ scores: [[Float]], own: [Int]) {
    self.scores = scores
    self.own = own
    classes = scores[0].count
    order = zip(scores, own).map { row, own in
      row.indices.filter { $0 != own }.sorted { row[$0] > row[$1] }
    }
  }

  /// The best score of each query among as many classes, once without its own and once with it, if those
  /// classes are like the ones that were held out.
  ///
  /// - Parameters:
  ///   - ways: The number of classes.
  ///   - random: Draws how high the best score is.
  func trials(ways: Int, using random: inout SeededGenerator) -> Verification {
    trials(ways: ways, weights: Array(repeating: 1, count: classes), using: &random)!
  }

  /// As if each class were there as often as its weight says; nil if nothing is left to ask.
  private func trials(
    ways: Int, weights: [Int], using random: inout SeededGenerator
  ) -> Verification? {
    let total = weights.reduce(0, +)
    var (kept, largest): ([Int], [[Float]]) = ([], [])
    let size = ScoreTails.size(of: total - 1)
    for query in scores.indices where weights[own[query]] > 0 {
      let top = top(size + 1, of: query, weights)
      if top.count < size + 1 { continue }
      // A query of a class that was drawn twice is there twice.
      for _ in 0..<weights[own[query]] {
        kept.append(query)
        largest.append(top)
      }
    }
    guard !kept.isEmpty else { return nil }
    let tails = ScoreTails(largest: largest, of: total - 1)
    var best: [Float] = []
    for (place, query) in kept.enumerated() {
      for count in [ways, ways - 1] {
        let probability = (Double(random.next() >> 11) + 0.5) / Double(1 << 53)
        best.append(tails.largest(of: max(1, count), query: place, probability: probability))
      }
      best[best.count - 1] = max(best[best.count - 1], scores[query][own[query]])
    }
    return Verification(scores: best, isSame: best.indices.map { $0 % 2 == 1 })
  }

  /// The largest scores against other classes.
  private func top(_ count: Int, of query: Int, _ weights: [Int]) -> [Float] {
    var top: [Float] = []
    for other in order[query] where weights[other] > 0 {
      for _ in 0..<min(weights[other], count - top.count) { top.append(scores[query][other]) }
      if top.count == count { break }
    }
    return top
  }

  /// What chance does to the error and the threshold: of samples of the classes, drawn with replacement.
  ///
  /// - Parameters:
  ///   - ways: The number of classes.
  ///   - random: Draws the samples.
  ///   - threshold: That of a curve.
  func extrapolation(
    ways: Int, using random: inout SeededGenerator, threshold: (ROCCurve) -> Float
  ) throws(ROCError) -> CalibrationExtrapolation {
    var (rates, thresholds): ([Double], [Float]) = ([], [])
    for _ in 0..<100 {
      var weights = [Int](repeating: 0, count: classes)
      for _ in 0..<classes { weights[.random(in: 0..<classes, using: &random)] += 1 }
      guard let trials = trials(ways: ways, weights: weights, using: &random) else { continue }
      let curve = try trials.rocCurve()
      rates.append(curve.equalErrorRate)
      thresholds.append(threshold(curve))
    }
    return CalibrationExtrapolation(
      classes: classes, equalErrorRate: Self.middle(of: rates),
      rejectionThreshold: thresholds.allSatisfy(\.isFinite) ? Self.middle(of: thresholds) : nil)
  }

  /// Without the lowest and the highest 2.5 %.
  private static func middle<Number: Comparable>(of numbers: [Number]) -> ClosedRange<Number> {
    let sorted = numbers.sorted()
    let cut = sorted.count / 40
    return sorted[cut]...sorted[sorted.count - 1 - cut]
  }
}
