import Datasets
import Layers
import Tensor

extension OneShotClassifier {
  /// Shows every picture of a dataset to the classifier: a class that is enrolled should be recognized,
  /// and one that is not called unknown.
  ///
  /// - Parameter dataset: Pictures other than the enrolled examples, whose classes have the labels that
  ///   ``/Datasets/ImageDataset/label(of:)`` gives them.
  /// - Throws: ``ClassifierError`` if none of its classes is enrolled or its images do not fit,
  ///   ``ROCError`` if a score is NaN, and what the source of the images throws.
  public func evaluation(on dataset: ImageDataset) throws -> ClassifierEvaluation {
    if let preprocessing { try Self.requireValues(of: preprocessing, in: dataset) }
    let labels = Set(labels)
    var known: [(truth: String, prediction: OneShotPrediction)] = []
    var unknown: [OneShotPrediction] = []
    for entry in dataset.classes where !entry.images.isEmpty {
      let predictions = try predictions(of: dataset.reading(at: entry.images), top: 1)
      let label = dataset.label(of: entry)
      if labels.contains(label) {
        known += predictions.map { (label, $0) }
      } else {
        unknown += predictions
      }
    }
    guard !known.isEmpty else {
      throw ClassifierError.noClassEnrolled(dataset: dataset.name, known: labels.sorted())
    }
    func share(_ isRight: (String, OneShotPrediction) -> Bool) -> Accuracy {
      Accuracy(correct: known.count { isRight($0.truth, $0.prediction) }, of: known.count)
    }
    let scores = known.map(\.prediction.best.score) + unknown.map(\.best.score)
    return ClassifierEvaluation(
      nearest: share { $1.best.label == $0 }, accepted: share { $1.label == $0 },
      refused: unknown.isEmpty
        ? nil : Accuracy(correct: unknown.count { !$0.isKnown }, of: unknown.count),
      rejection: unknown.isEmpty
        ? nil : try ROCCurve(scores: scores, isSame: scores.indices.map { $0 < known.count }))
  }
}
