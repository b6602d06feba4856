import Datasets
import Tensor
import Training

/// Tasks and pairs of held-out classes, to see after each epoch how a training goes.
///
/// ```swift
/// let validation = try OneShotValidation(on: heldOut, seed: 1)
/// try fit(&siamese, …) { … } validation: { siamese in
///   validation.logs(of: siamese)
/// }
/// ```
///
/// Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image recognition", 2015,
/// section 3.2: 320 trials of 20-way tasks within a group, and pairs of two images.
public struct OneShotValidation: Sendable {
  private let tasks: TaskSet
  private let pairs: PairSet

  /// Draws the tasks and pairs, which stay the same for every epoch.
  ///
  /// - Parameters:
  ///   - dataset: Held-out classes, as the network sees them.
  ///   - ways: The number of classes of a task; default 20.
  ///   - trials: The least number of trials; default 320.
  ///   - pairs: The number of pairs; default 1000.
  ///   - drawers: Who drew the images of a task; default anyone.
  ///   - seed: Determines tasks and pairs; default 1.
  /// - Throws: ``SamplingError`` if the dataset is too small for them.
  public init(
    on dataset: ImageDataset, ways: Int = 20, trials: Int = 320, pairs: Int = 1000,
    drawers: TaskSampler.Drawers = .mixed, seed: UInt64 = 1
  ) throws(SamplingError) {
    tasks = try TaskSampler(dataset, ways: ways, queries: ways, drawers: drawers)
      .tasks(trials: trials, seed: seed)
    self.pairs = try PairSampler(dataset, balance: .groups).pairs(pairs, seed: seed)
  }

  /// The accuracy in the tasks, and on the pairs at a score of 0, where a sigmoid says one half.
  public func logs(of scorer: some PairScorer) -> Logs {
    [
      .oneShotAccuracy: Evaluation(of: scorer, on: tasks).accuracy.value,
      .verificationAccuracy:
        Verification(of: scorer, on: pairs).accuracy(threshold: 0).value,
    ]
  }
}
