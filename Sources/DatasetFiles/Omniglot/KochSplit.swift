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
    training = try background.selecting(drawers: 0..<12)
    validation = try others[0].selecting(drawers: 12..<16)
    test = try others[1].selecting(drawers: 16..<20)
  }
}
