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

  /// Finds both thresholds on classes that neither training nor enrollment has seen; what is enrolled
  /// plays no part and stays.
  ///
  /// Each trial enrolls `ways` classes and asks for two images that are not among their examples: one of
  /// an enrolled class, and one of a class that is not. The best score of more classes is higher for
  /// unknown images too, so `ways` should be about the number of classes to be enrolled.
  ///
  /// - Parameters:
  ///   - dataset: Held-out classes, prepared as for training.
  ///   - ways: The number of enrolled classes of a trial; default 5.
  ///   - shots: The number of examples of each; default 1.
  ///   - trials: The number of trials, and of pairs of either kind; default 200.
  ///   - scope: Where the classes of a trial are from; default one alphabet, the harder kind.
  ///   - falseAcceptRate: The part of unknown images, and of different pairs, that may be accepted,
  ///     0 … 1; default nil: as many as known images, and same pairs, are refused.
  ///   - seed: Determines the trials and pairs; default 0.
  /// - Returns: The curves and thresholds, also kept as ``calibration``.
  /// - Throws: ``SamplingError`` where the dataset is too small for such trials, and
  ///   ``ClassifierError`` where its images are of another size, a setting is out of range, or scores
  ///   are no numbers; then the thresholds stay.
  @discardableResult
  public func calibrate(
    on dataset: ImageDataset, ways: Int = 5, shots: Int = 1, trials: Int = 200,
    scope: TaskSampler.Scope = .withinAlphabet, falseAcceptRate: Double? = nil, seed: UInt64 = 0
  ) throws -> ClassifierCalibration {
    try SamplingError.check(("ways", ways, 1), ("trials", trials, 1))
    if let rate = falseAcceptRate, !(0...1).contains(rate) {
      throw ClassifierError.outOfRange(
        setting: "falseAcceptRate", found: "\(rate)", expected: "from 0 to 1")
    }
    let isWithinAlphabet = scope == .withinAlphabet
    let tasks = try TaskSampler(dataset, ways: ways + 1, shots: shots, queries: 2, scope: scope)
      .tasks(trials, seed: seed)
    var random = SeededGenerator(seed: seed, "pairs")
    let pairs = try PairSampler(dataset, withinAlphabet: isWithinAlphabet)
      .batch(2 * trials, using: &random)
    let images = try EmbeddedImages(
      tasks.flatMap(\.images) + pairs.left + pairs.right, of: dataset, by: embedder)
    let calibration = try ClassifierCalibration(
      ClassifierCalibration.Settings(
        dataset: dataset.name, ways: ways, shots: shots, isWithinAlphabet: isWithinAlphabet,
        seed: seed, falseAcceptRate: falseAcceptRate),
      trials: try bestScores(of: tasks, images), pairs: try scores(of: pairs, images))
    change {
      $0.calibration = calibration
      $0.rejectionThreshold = calibration.rejectionThreshold
      $0.verificationThreshold = calibration.verificationThreshold
    }
    return calibration
  }

  /// For each task, the class of its first query is left out: the best scores of that query, which is
  /// of an unknown class, and of the other one.
  private func bestScores(
    of tasks: [OneShotTask], _ images: EmbeddedImages
  ) throws(ClassifierError) -> Verification {
    var best: [Float] = []
    for task in tasks {
      let members = task.support.indices.filter { $0 != task.answers[0] }
      let entries = members.map {
        EnrolledClasses.Entry(label: "\($0)", embeddings: images.embeddings(at: task.support[$0]))
      }
      let scores = try EnrolledClasses(entries, rule: shotRule)
        .scores(of: images.embeddings(at: task.queries), by: siamese)
      best += scores.max(axes: [1]).scalars
    }
    return Verification(scores: best, isSame: best.indices.map { $0 % 2 == 1 })
  }

  private func scores(
    of pairs: PairBatch, _ images: EmbeddedImages
  ) throws(ClassifierError) -> Verification {
    let scores = try siamese.pairScores(
      images.embeddings(at: pairs.left), images.embeddings(at: pairs.right))
    return Verification(
      scores: scores.scalars, isSame: pairs.targets.scalars.map { $0 > 0.5 })
  }
}

/// The embeddings of some images of a dataset, each embedded once.
private struct EmbeddedImages {
  private let rows: [Int: Int]
  private let embeddings: Tensor

  /// - Parameter positions: Positions in the dataset; those that repeat count once.
  init<Leg: Layer>(
    _ positions: [Int], of dataset: ImageDataset, by embedder: ImageEmbedder<Leg>
  ) throws(ClassifierError) {
    let distinct = Set(positions).sorted()
    var parts: [Tensor] = []
    // As tensors, so many pixels of a dataset at a time.
    for start in stride(from: 0, to: distinct.count, by: 64) {
      let chunk = Array(distinct[start..<min(start + 64, distinct.count)])
      parts.append(try embedder(dataset.images(at: chunk)))
    }
    embeddings = .concatenated(parts)
    rows = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
  }

  /// `[positions.count, embeddingSize]`.
  func embeddings(at positions: [Int]) -> Tensor {
    embeddings.gathered(at: positions.map { rows[$0]! })
  }
}
