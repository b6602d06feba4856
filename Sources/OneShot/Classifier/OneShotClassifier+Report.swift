import Autograd
import Datasets
import Layers

extension OneShotClassifier {
  /// What a report says of the classifier itself: what its threshold does on these pictures, where it sees
  /// them, its network, and how it was made.
  ///
  /// ```swift
  /// let sections = ReportSection.all(evaluation)
  ///   + (try classifier.reportSections(on: pictures))
  /// ```
  ///
  /// - Parameters:
  ///   - dataset: Pictures prepared as for training.
  ///   - rejection: What thresholds cost on such pictures; default nil: the section is left out.
  /// - Throws: ``ClassifierError`` if the images do not fit, `LinearAlgebraError` if an embedding is
  ///   infinite or NaN.
  public func reportSections(
    on dataset: ImageDataset, rejection: ROCCurve? = nil
  ) throws -> [ReportSection] {
    let store = try embed(dataset, at: dataset.spreadPositions(limit: 400))
    let threshold = rejectionThreshold
    let curve = rejection.map { curve in
      ReportSection.threshold(
        curve, chosen: threshold.isFinite ? threshold : nil,
        origin: "The threshold is the classifier's own: below it, a picture is called unknown.",
        same: "known pictures", different: "unknown pictures")
    }
    return [curve].compactMap { $0 } + [
      try .map(store, of: dataset), .network(siamese),
      .settings(settings(on: dataset)),
    ]
  }

  /// How it was made and is used.
  private func settings(on dataset: ImageDataset) -> [(name: String, value: String)] {
    let made = recipe.map { JSONValue(of: $0).entries() } ?? []
    return [
      ("pictures", "\(dataset.name): \(dataset.count) of \(dataset.classes.count) classes"),
      ("enrolled classes", "\(labels.count)"), ("views", "\(views)"),
      ("classes of several examples", "\(shotRule)"),
    ] + made.map { ("recipe: \($0.name)", $0.value) }
  }
}
