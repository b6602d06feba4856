import Basics

/// How often a method was right, with a 95 % interval.
///
/// ```swift
/// let accuracy = Accuracy(correct: 338, of: 400)
/// accuracy.value          // 0.845
/// print(accuracy)         // 84.5 % ± 3.5 (338 of 400)
/// ```
public struct Accuracy: Sendable, Hashable {
  /// The number of trials that the method got right.
  public let correct: Int
  /// The number of trials.
  public let trials: Int

  /// `correct` of `trials`, of which there must be at least one.
  public init(correct: Int, of trials: Int) {
    require(
      trials >= 1 && (0...trials).contains(correct), "Accuracy: \(correct) of \(trials) trials")
    self.correct = correct
    self.trials = trials
  }

  /// The part of the trials that the method got right, 0 … 1.
  public var value: Double { Double(correct) / Double(trials) }

  /// The Wilson score interval of 95 %, in 0 … 1:
  /// (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96.
  ///
  /// It holds near 0 and 1 too, where the normal approximation has no width. Wilson, "Probable
  /// inference, the law of succession, and statistical inference", JASA 22, 1927.
  public var interval: ClosedRange<Double> {
    let (n, z) = (Double(trials), 1.959963984540054)
    let center = value + z * z / (2 * n)
    let reach = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // At the ends the formula is exact but for rounding.
    let low = correct == 0 ? 0 : (center - reach) / scale
    let high = correct == trials ? 1 : (center + reach) / scale
    return low...high
  }

  /// Half the width of ``interval``.
  public var halfWidth: Double { (interval.upperBound - interval.lowerBound) / 2 }
}

extension Accuracy: Encodable {
  private enum Key: CodingKey { case correct, trials, value, interval }

  /// Writes the counts and, computed from them, the value and its interval.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(correct, forKey: .correct)
    try values.encode(trials, forKey: .trials)
    try values.encode(value, forKey: .value)
    try values.encode([interval.lowerBound, interval.upperBound], forKey: .interval)
  }
}

extension Accuracy: CustomStringConvertible {
  /// In percent, with half the interval's width: `84.5 % ± 3.5 (338 of 400)`.
  public var description: String { "\(percentText) (\(correct) of \(trials))" }

  /// In percent, with half the interval's width: `84.5 % ± 3.5`.
  public var percentText: String {
    "\(percent(value)) ± \(decimal(100 * halfWidth, places: 1))"
  }
}
