import Basics

/// What each threshold costs: how often "the score is at least the threshold" accepts what it should
/// not, and how often what it should.
///
/// The receiver operating characteristic. Scores at or above a threshold are accepted, as
/// scikit-learn's `roc_curve` has it.
///
/// ```swift
/// let curve = try verification.rocCurve()
/// curve.areaUnderCurve                        // 0.97
/// curve.equalErrorRate                        // 0.081
/// curve.threshold(falseAcceptRate: 0.01)      // 2.3
/// ```
public struct ROCCurve: Sendable, Hashable {
  /// One threshold and what it accepts.
  public struct Point: Sendable, Hashable {
    /// Scores that are as large or larger are accepted.
    public let threshold: Float
    /// The part of the different pairs that is accepted, 0 … 1.
    public let falseAcceptRate: Double
    /// The part of the same pairs that is accepted, 0 … 1.
    public let trueAcceptRate: Double

    /// The part of the same pairs that is refused, 0 … 1.
    public var falseRejectRate: Double { 1 - trueAcceptRate }
  }

  /// A point for each distinct score, the highest threshold first; before them one with an infinite
  /// threshold, which accepts nothing. The last one accepts everything.
  public let points: [Point]
  /// The number of same pairs.
  public let same: Int
  /// The number of different pairs.
  public let different: Int

  /// The curve of the given scores.
  ///
  /// - Parameters:
  ///   - scores: Larger for pairs that are more alike.
  ///   - isSame: For each score, whether the pair is of one class.
  /// - Throws: ``ROCError`` if a score is NaN, or all pairs are of one kind.
  public init(scores: [Float], isSame: [Bool]) throws(ROCError) {
    require(
      scores.count == isSame.count,
      "ROCCurve: \(scores.count) scores and \(isSame.count) truths")
    if let position = scores.firstIndex(where: \.isNaN) { throw .notANumber(position: position) }
    same = isSame.count { $0 }
    different = isSame.count - same
    guard same > 0, different > 0 else { throw .oneKind(same: same, different: different) }
    var points = [Point(threshold: .infinity, falseAcceptRate: 0, trueAcceptRate: 0)]
    var (falseAccepts, trueAccepts) = (0, 0)
    let sorted = zip(scores, isSame).sorted { $0.0 > $1.0 }
    for (index, (score, isSame)) in sorted.enumerated() {
      if isSame { trueAccepts += 1 } else { falseAccepts += 1 }
      if index + 1 < sorted.count, sorted[index + 1].0 == score { continue }
      points.append(
        Point(
          threshold: score, falseAcceptRate: Double(falseAccepts) / Double(different),
          trueAcceptRate: Double(trueAccepts) / Double(same)))
    }
    self.points = points
  }

  /// The area under the curve, 0 … 1, by trapezoids: the probability that a same pair has a higher
  /// score than a different one, where ties count half.
  public var areaUnderCurve: Double {
    zip(points, points.dropFirst()).reduce(0) { area, step in
      let (from, to) = step
      let width = to.falseAcceptRate - from.falseAcceptRate
      return area + width * (from.trueAcceptRate + to.trueAcceptRate) / 2
    }
  }

  /// The rate at which as many different pairs are accepted as same pairs are refused, 0 … 1, on
  /// straight lines between the points.
  public var equalErrorRate: Double {
    for (from, to) in zip(points, points.dropFirst()) where to.excess >= 0 {
      let part = -from.excess / (to.excess - from.excess)
      return from.falseAcceptRate + part * (to.falseAcceptRate - from.falseAcceptRate)
    }
    return 1
  }

  /// The threshold of the point at which the two rates of errors differ least; of two, the higher.
  public var equalErrorThreshold: Float {
    points.min { abs($0.excess) < abs($1.excess) }?.threshold ?? .infinity
  }

  /// The lowest threshold of a point that accepts no more than the given part of the different pairs;
  /// infinite, accepting nothing, where only that keeps the rate.
  ///
  /// - Parameter rate: The largest rate of false accepts, 0 … 1.
  public func threshold(falseAcceptRate rate: Double) -> Float {
    points.last { $0.falseAcceptRate <= rate }?.threshold ?? .infinity
  }

  /// The points that accept no more than the given parts of the different pairs.
  ///
  /// - Parameter rates: The largest rates of false accepts, 0 … 1; default 1, 2, 5, 10 and 20 %.
  public func points(
    falseAcceptRates rates: [Double] = [0.01, 0.02, 0.05, 0.1, 0.2]
  ) -> [Point] {
    rates.map { point(threshold: threshold(falseAcceptRate: $0)) }
  }

  /// The rates at any threshold, also between the points.
  public func point(threshold: Float) -> Point {
    let last = points.last { $0.threshold >= threshold } ?? points[0]
    return Point(
      threshold: threshold, falseAcceptRate: last.falseAcceptRate,
      trueAcceptRate: last.trueAcceptRate)
  }
}

extension ROCCurve.Point: Encodable {
  private enum Key: CodingKey { case threshold, falseAcceptRate, trueAcceptRate }

  /// Writes the rates and the threshold, which is left out if it is infinite: JSON has no infinity.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(threshold.isFinite ? threshold : nil, forKey: .threshold)
    try values.encode(falseAcceptRate, forKey: .falseAcceptRate)
    try values.encode(trueAcceptRate, forKey: .trueAcceptRate)
  }
}

extension ROCCurve.Point {
  /// How much the rate of false accepts is above that of false rejects; grows along the curve.
  fileprivate var excess: Double { falseAcceptRate - falseRejectRate }
}

extension ROCCurve: CustomStringConvertible {
  /// `AUC 0.970, equal error rate 8.1 % (200 same, 200 different)`.
  public var description: String { description(same: "same", different: "different") }

  /// The description with other words for the two kinds.
  func description(same sameName: String, different differentName: String) -> String {
    "AUC \(decimal(areaUnderCurve, places: 3)), equal error rate "
      + "\(percent(equalErrorRate)) "
      + "(\(same) \(sameName), \(different) \(differentName))"
  }
}

extension Verification {
  /// What each threshold on these scores costs.
  ///
  /// - Throws: ``ROCError`` if a score is NaN, or all pairs are of one kind.
  public func rocCurve() throws(ROCError) -> ROCCurve {
    try ROCCurve(scores: scores, isSame: isSame)
  }
}
