import Autograd
import Datasets
import Layers
import Tensor

extension OneShotClassifier {
  /// The score that the best class must have for an image to count as known; −∞ before calibration, when
  /// nothing is rejected. It may be set by hand.
  public var rejectionThreshold: Float {
    get { state.rejectionThreshold }
    set { change { $0.rejectionThreshold = newValue } }
  }

  /// The score that two images must have to count as one class; before calibration 0, where a sigmoid
  /// says one half. It may be set by hand.
  public var verificationThreshold: Float {
    get { state.verificationThreshold }
    set { change { $0.verificationThreshold = newValue } }
  }

  /// What the last calibration found, nil before the first.
  public var calibration: ClassifierCalibration? { state.calibration }

  /// Finds both thresholds on classes that neither training nor enrollment has seen, and keeps them; what
  /// is enrolled plays no part and stays.
  ///
  /// The parameters and errors are those of `calibration(on:)`, which only looks; if it throws, the
  /// thresholds stay.
  ///
  /// - Returns: The curves and thresholds, also kept as ``calibration``.
  /// - Throws: ``SamplingError`` and ``ClassifierError``.
  @discardableResult
  public func calibrate(
    on dataset: ImageDataset, ways: Int = 5, shots: Int = 1, trials: Int = 200,
    scope: TaskSampler.Scope? = nil, falseAcceptRate: Double? = nil, seed: UInt64 = 0
  ) throws -> ClassifierCalibration {
    let found = try calibration(
      on: dataset, ways: ways, shots: shots, trials: trials, scope: scope,
      falseAcceptRate: falseAcceptRate, seed: seed)
    change {
      $0.calibration = found
      $0.rejectionThreshold = found.rejectionThreshold
      $0.verificationThreshold = found.verificationThreshold
    }
    return found
  }

  /// What both thresholds would be on classes that neither training nor enrollment has seen, and what they
  /// would cost; the classifier's own stay.
  ///
  /// Each trial enrolls `ways` classes and asks for two images that are not among their examples: one of
  /// an enrolled class, and one of a class that is not. The best score of more classes is higher for
  /// unknown images too, so `ways` should be about the number of classes to be enrolled.
  ///
  /// If that is more than there are held-out classes, and these are 30 or more, the trials are not measured but
  /// extrapolated from the scores of every query against all of them; ``ClassifierCalibration/extrapolation``
  /// then says how sure the result is. Its classes are from across groups.
  ///
  /// - Parameters:
  ///   - dataset: Held-out classes, prepared as for training.
  ///   - ways: The number of enrolled classes of a trial; default 5.
  ///   - shots: The number of examples of each; default 1.
  ///   - trials: The number of trials, and of pairs of either kind; default 200.
  ///   - scope: Where the classes of a trial are from; default nil: one group, the harder kind, where there
  ///     are several groups and each has classes enough, and otherwise any.
  ///   - falseAcceptRate: The part of unknown images, and of different pairs, that may be accepted,
  ///     0 … 1; default nil: as many as known images, and same pairs, are refused.
  ///   - seed: Determines the trials and pairs; default 0.
  /// - Throws: ``SamplingError`` if the dataset is too small for such trials and for extrapolating, and
  ///   ``ClassifierError`` if its images are of another size, a setting is out of range, or scores
  ///   are not finite.
  public func calibration(
    on dataset: ImageDataset, ways: Int = 5, shots: Int = 1, trials: Int = 200,
    scope: TaskSampler.Scope? = nil, falseAcceptRate: Double? = nil, seed: UInt64 = 0
  ) throws -> ClassifierCalibration {
    try SamplingError.check(("ways", ways, 1), ("trials", trials, 1))
    if let rate = falseAcceptRate, !(0...1).contains(rate) {
      throw ClassifierError.outOfRange(
        setting: "falseAcceptRate", found: "\(rate)", expected: "from 0 to 1")
    }
    let groups = ClassGroups(of: dataset)
    if scope != .withinGroup, ways >= groups.classCount,
      groups.classCount >= Self.fewestExtrapolated
    {
      return try extrapolatedCalibration(
        on: groups, ways: ways, shots: shots, trials: trials, falseAcceptRate: falseAcceptRate,
        seed: seed)
    }
    let scope = scope ?? groups.harderScope(forWays: ways + 1)
    let tasks = try TaskSampler(dataset, ways: ways + 1, shots: shots, queries: 2, scope: scope)
      .tasks(trials, seed: seed).tasks
    let pairs = try PairSampler(dataset, withinGroup: scope == .withinGroup)
      .pairs(2 * trials, seed: seed).pairs
    let images = try embed(dataset, at: tasks.flatMap(\.images) + pairs.left + pairs.right)
    return try ClassifierCalibration(
      ClassifierCalibration.Settings(
        dataset: dataset.name, ways: ways, shots: shots, isWithinGroup: scope == .withinGroup,
        seed: seed, falseAcceptRate: falseAcceptRate),
      trials: try bestScores(of: tasks, images), pairs: try scores(of: pairs, images))
  }

  /// For each task, the class of its first query is left out: the best scores of that query, which is
  /// of an unknown class, and of the other one.
  private func bestScores(
    of tasks: [OneShotTask], _ images: Embeddings
  ) throws(ClassifierError) -> Verification {
    var best: [Float] = []
    for task in tasks {
      let members = task.support.indices.filter { $0 != task.answers[0] }
      let entries = members.map {
        (label: "\($0)", embeddings: images.rows(at: task.support[$0]))
      }
      best += try EnrolledClasses(entries, rule: shotRule)
        .rankings(of: images.rows(at: task.queries), by: siamese, best: 1)
        .map { $0.best[0].score }
    }
    return Verification(scores: best, isSame: best.indices.map { $0 % 2 == 1 })
  }

  func scores(
    of pairs: PairBatch, _ images: Embeddings
  ) throws(ClassifierError) -> Verification {
    let scores = siamese.pairScores(of: images.rows(at: pairs.left), images.rows(at: pairs.right))
    try requireFinite(scores, .score)
    return Verification(
      scores: scores.scalars, isSame: pairs.targets.scalars.map { $0 > 0.5 })
  }
}

extension ClassGroups {
  /// Within groups where there are several and each has enough classes, otherwise across them.
  fileprivate func harderScope(forWays ways: Int) -> TaskSampler.Scope {
    members.count > 1 && smallestGroup >= ways ? .withinGroup : .acrossGroups
  }
}
