import Autograd
import Datasets
import Layers

extension OneShotClassifier {
  /// What a report says of the classifier itself: what its threshold does on these pictures, where it sees
  /// them, and its network.
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
    ]
  }
}
