import OneShot

/// What a recognizer says of pictures whose classes are known by the names of their folders.
struct EnrolledTest {
  private let known: [(truth: String, prediction: OneShotPrediction)]
  private let unknown: [OneShotPrediction]

  /// - Throws: ``RecognizerError`` where no class of the dataset is enrolled.
  init(
    _ classifier: OneShotClassifier<Sequential>, _ dataset: ImageDataset
  ) throws {
    let labels = Set(classifier.labels)
    var known: [(truth: String, prediction: OneShotPrediction)] = []
    var unknown: [OneShotPrediction] = []
    for entry in dataset.classes {
      let predictions = try classifier.predictions(of: dataset.images(at: entry.images), top: 1)
      if labels.contains(entry.name) {
        known += predictions.map { (entry.name, $0) }
      } else {
        unknown += predictions
      }
    }
    guard !known.isEmpty else {
      throw RecognizerError(
        "\(dataset.name): found none of its classes enrolled, expected some of "
          + "\(classifier.labels.sorted().joined(separator: ", "))")
    }
    (self.known, self.unknown) = (known, unknown)
  }

  /// Prints how often the recognizer was right.
  func report(json: Bool) throws {
    let right = Accuracy(
      correct: known.count { $0.prediction.best.label == $0.truth }, of: known.count)
    let accepted = Accuracy(
      correct: known.count { $0.prediction.label == $0.truth }, of: known.count)
    let refused =
      unknown.isEmpty
      ? nil : Accuracy(correct: unknown.count { !$0.isKnown }, of: unknown.count)
    let curve = try rejection()
    if json {
      return try printJSON(
        Report(
          pictures: known.count, right: right.value, rightAndAccepted: accepted.value,
          unknownPictures: unknown.count, unknownRefused: refused?.value,
          equalErrorRate: curve?.equalErrorRate,
          rejection: curve?.samples.map(RejectionPoint.init) ?? []))
    }
    print("enrolled classes: nearest class right \(right)")
    print("right and not called unknown: \(accepted)")
    if let refused { print("pictures of other classes called unknown: \(refused)") }
    curve?.printSamples()
  }

  /// What thresholds cost, where the folder has classes that are not enrolled.
  private func rejection() throws -> ROCCurve? {
    if unknown.isEmpty { return nil }
    return try ROCCurve(
      scores: known.map(\.prediction.best.score) + unknown.map(\.best.score),
      isSame: known.map { _ in true } + unknown.map { _ in false })
  }

  private struct Report: Encodable {
    let pictures: Int
    let right: Double
    let rightAndAccepted: Double
    let unknownPictures: Int
    let unknownRefused: Double?
    let equalErrorRate: Double?
    let rejection: [RejectionPoint]
  }
}
