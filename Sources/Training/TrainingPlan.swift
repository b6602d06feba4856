import Basics

/// How long a training is, and what it is besides its model and its data.
///
/// ```swift
/// TrainingPlan(steps: 1000)  // one epoch
/// TrainingPlan(steps: 1000, stepsPerEpoch: 100)  // ten
/// TrainingPlan(
///   epochs: 200, stepsPerEpoch: 700, seed: 1,
///   checkpoints: CheckpointFolder(URL(filePath: "run"), keep: 2),
///   settings: ["data": "small1"])
/// ```
public struct TrainingPlan: Sendable, Hashable {
  /// When a checkpoint is saved.
  public enum Interval: Sendable, Hashable {
    /// After every so many epochs.
    case epochs(Int)
    /// After every so many steps.
    case steps(Int)

    private var length: Int {
      switch self {
      case .epochs(let length), .steps(let length): length
      }
    }

    fileprivate func checked() -> Interval {
      require(length > 0, "TrainingPlan: expected a positive interval, got \(self)")
      return self
    }
  }

  /// The number of steps at whose end the training is finished.
  public let steps: Int
  /// The number of steps after which the model is validated; the last epoch may have fewer.
  public let stepsPerEpoch: Int
  /// Determines, with the iteration, everything random in a step.
  public var seed: UInt64
  /// Where checkpoints are saved and looked for; nil for nowhere.
  public var checkpoints: CheckpointFolder?
  /// When checkpoints are saved, besides at the end and where the training is interrupted.
  public var interval: Interval
  /// Whether the training goes on from the newest checkpoint in the folder, if there is one.
  public var resumes: Bool
  /// What makes the run what it is, such as its preset and data. Checkpoints keep it, and one of other
  /// settings is refused.
  public var settings: [String: String]
  /// How many batches of the source a step takes, from 1; its gradients are the mean of theirs. Layers
  /// such as batch norm and losses such as `metricLoss` see one shard at a time.
  public let shards: Int
  /// The processes that compute the shards of each step; nil if this one computes all. The result does
  /// not depend on them.
  public var group: (any TrainingGroup)? {
    get { member?.group }
    set { member = newValue.map(Member.init) }
  }
  private var member: Member?

  /// A group is equal to itself alone.
  private struct Member: Sendable, Hashable {
    let group: any TrainingGroup
    static func == (a: Member, b: Member) -> Bool { a.group === b.group }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(group)) }
  }

  /// The number of epochs.
  public var epochs: Int { steps / stepsPerEpoch + (steps % stepsPerEpoch == 0 ? 0 : 1) }

  /// A number of steps.
  ///
  /// - Parameters:
  ///   - steps: The number of steps, from 0.
  ///   - stepsPerEpoch: The number of steps of an epoch, from 1; default all of them.
  ///   - seed: Determines, with the iteration, what random layers draw; default 0.
  ///   - checkpoints: Where checkpoints are saved and looked for; default nowhere.
  ///   - interval: When they are saved; default after every epoch.
  ///   - resumes: Whether the training goes on from the newest checkpoint, if there is one; default
  ///     true. Without it, a folder that holds checkpoints is refused.
  ///   - settings: What makes the run what it is; default nothing.
  ///   - shards: How many batches of the source a step takes, from 1; default 1.
  ///   - group: The processes that train together; default this one alone.
  public init(
    steps: Int, stepsPerEpoch: Int? = nil, seed: UInt64 = 0, checkpoints: CheckpointFolder? = nil,
    every interval: Interval = .epochs(1), resumes: Bool = true, settings: [String: String] = [:],
    shards: Int = 1, group: (any TrainingGroup)? = nil
  ) {
    let stepsPerEpoch = stepsPerEpoch ?? max(1, steps)
    require(
      steps >= 0 && stepsPerEpoch > 0,
      "TrainingPlan: expected epochs of at least one step, got \(steps) steps, "
        + "\(stepsPerEpoch) per epoch")
    require(shards > 0, "TrainingPlan: expected at least one shard, got \(shards)")
    self.steps = steps
    self.stepsPerEpoch = stepsPerEpoch
    self.seed = seed
    self.checkpoints = checkpoints
    self.interval = interval.checked()
    self.resumes = resumes
    self.settings = settings
    self.shards = shards
    self.group = group
  }

  /// A number of epochs; the other parameters are those of `init(steps:…)`.
  public init(
    epochs: Int, stepsPerEpoch: Int, seed: UInt64 = 0, checkpoints: CheckpointFolder? = nil,
    every interval: Interval = .epochs(1), resumes: Bool = true, settings: [String: String] = [:],
    shards: Int = 1, group: (any TrainingGroup)? = nil
  ) {
    let (steps, overflows) = epochs.multipliedReportingOverflow(by: stepsPerEpoch)
    require(
      epochs >= 0 && !overflows,
      "TrainingPlan: expected 0 or more epochs, got \(epochs) of \(stepsPerEpoch) steps")
    self.init(
      steps: steps, stepsPerEpoch: stepsPerEpoch, seed: seed, checkpoints: checkpoints,
      every: interval, resumes: resumes, settings: settings, shards: shards, group: group)
  }
}
