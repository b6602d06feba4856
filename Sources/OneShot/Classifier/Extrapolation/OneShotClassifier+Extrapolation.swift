import Datasets
import Layers
import Tensor

extension OneShotClassifier {
  /// The fewest held-out classes of which more are extrapolated.
  static var fewestExtrapolated: Int { 30 }

  /// What thresholds are for more classes than the dataset has.
  ///
  /// - Parameters:
  ///   - groups: The classes, each of more than `shots` images.
  ///   - ways: The number of classes to be enrolled.
  ///   - shots: The number of examples of each.
  ///   - trials: The number of queries, and of pairs of either kind.
  ///   - rate: As for a calibration.
  ///   - seed: Determines what is drawn.
  func extrapolatedCalibration(
    on groups: ClassGroups, ways: Int, shots: Int, trials: Int, falseAcceptRate rate: Double?,
    seed: UInt64
  ) throws -> ClassifierCalibration {
    try groups.requireImages(shots + 1, for: "a \(shots)-shot calibration")
    let dataset = groups.dataset
    let pairs = try PairSampler(dataset, withinGroup: false).pairs(2 * trials, seed: seed).pairs
    let rounds = Self.rounds(of: groups, shots: shots, trials: trials, seed: seed)
    let images = try embed(
      dataset,
      at: rounds.flatMap { $0.support.flatMap { $0 } + $0.queries } + pairs.left + pairs.right)
    var (scores, own): ([[Float]], [Int]) = ([], [])
    for round in rounds {
      let entries = round.support.enumerated().map {
        (label: "\($0)", embeddings: images.rows(at: $1))
      }
      let rankings = try EnrolledClasses(entries, rule: shotRule)
        .rankings(of: images.rows(at: round.queries), by: siamese, best: .max)
      scores += rankings.map { ranking in
        var row = [Float](repeating: 0, count: entries.count)
        for (number, score) in ranking.best { row[number] = score }
        return row
      }
      own += round.classes
    }
    let heldOut = HeldOutScores(scores, own: own)
    var random = SeededGenerator(seed: seed, "extrapolation")
    let found = heldOut.trials(ways: ways, using: &random)
    let extrapolation = try heldOut.extrapolation(ways: ways, using: &random) { curve in
      rate.map(curve.threshold(falseAcceptRate:)) ?? curve.equalErrorThreshold
    }
    return try ClassifierCalibration(
      ClassifierCalibration.Settings(
        dataset: dataset.name, ways: ways, shots: shots, isWithinGroup: false, seed: seed,
        falseAcceptRate: rate, extrapolation: extrapolation),
      trials: found, pairs: try self.scores(of: pairs, images))
  }

  /// All classes with examples of each, and queries of some of them.
  private struct Round {
    var support: [[Int]]
    var queries: [Int] = []
    var classes: [Int] = []
  }

  /// As many queries as trials, in a few rounds with other examples.
  private static func rounds(
    of groups: ClassGroups, shots: Int, trials: Int, seed: UInt64
  ) -> [Round] {
    let count = max(min(4, trials), (trials + groups.classCount - 1) / groups.classCount)
    return (0..<count).map { number in
      var random = SeededGenerator(seed: seed, "extrapolation", number)
      let images = (0..<groups.classCount).map {
        groups.images(of: $0).sample(shots + 1, using: &random)
      }
      var round = Round(support: images.map { Array($0[..<shots]) })
      let asked = trials * (number + 1) / count - trials * number / count
      round.classes = Array(0..<groups.classCount).sample(asked, using: &random)
      round.queries = round.classes.map { images[$0][shots] }
      return round
    }
  }
}
