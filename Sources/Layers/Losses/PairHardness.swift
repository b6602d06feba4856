import Basics

/// How much more than others the pairs weigh that are hard to judge, see
/// ``allPairsBinaryCrossEntropy(_:labels:hardness:)``; 0 for pairs that all weigh the same.
public struct PairHardness: Sendable, Hashable {
  /// For pairs of one class.
  public var same: Float
  /// For pairs of two classes.
  public var different: Float

  /// The given values, neither of them negative.
  public init(same: Float, different: Float) {
    require(
      same >= 0 && different >= 0,
      "PairHardness: expected nothing negative, got same \(same) and different \(different)")
    self.same = same
    self.different = different
  }

  /// All pairs weigh the same.
  public static let none = PairHardness(same: 0, different: 0)
}
