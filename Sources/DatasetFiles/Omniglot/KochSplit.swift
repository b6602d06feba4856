import Datasets
import Tensor

/// Omniglot as Koch, Zemel and Salakhutdinov split it, "Siamese neural networks for one-shot image
/// recognition", 2015, section 4.1: other alphabets by other people in each part.
public struct KochSplit: Sendable {
  /// 30 background alphabets by 12 drawers.
  public let training: ImageDataset
  /// 10 evaluation alphabets by 4 other drawers.
  public let validation: ImageDataset
  /// 10 other evaluation alphabets by 4 drawers again.
  public let test: ImageDataset

  /// The split of the two sets.
  ///
  /// - Parameters:
  ///   - background: The alphabets to train on, by 12 drawers or more.
  ///   - evaluation: 20 other alphabets or more, by 20 drawers.
  ///   - seed: Determines which of them validate and which test.
  /// - Throws: `DatasetError` if there are too few alphabets or drawers.
  public init(
    background: ImageDataset, evaluation: ImageDataset, seed: UInt64
  ) throws(DatasetError) {
    var random = SeededGenerator(seed: seed, "split")
    let others = try evaluation.splitting(groups: [10, 10], using: &random)
    try self.init(background, validation: others[0], test: others[1])
  }

  /// The split of the two sets whose test has certain alphabets, such as those of the official runs, so that
  /// nothing is chosen by them.
  ///
  /// - Parameters:
  ///   - background: The alphabets to train on, by 12 drawers or more.
  ///   - evaluation: Other alphabets, by 20 drawers.
  ///   - alphabets: Those of `evaluation` that test; the others validate.
  /// - Throws: `DatasetError` if there is no such alphabet, or there are too few drawers.
  public init(
    background: ImageDataset, evaluation: ImageDataset, testingOn alphabets: [String]
  ) throws(DatasetError) {
    let (others, tested) = try evaluation.splitting(holdingOut: alphabets)
    try self.init(background, validation: others, test: tested)
  }

  /// Other drawers in each part.
  private init(
    _ background: ImageDataset, validation: ImageDataset, test: ImageDataset
  ) throws(DatasetError) {
    training = try background.selecting(drawers: 0..<12)
    self.validation = try validation.selecting(drawers: 12..<16)
    self.test = try test.selecting(drawers: 16..<20)
  }
}
