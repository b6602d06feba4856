import Autograd
import Kernels
import Layers
import Tensor

extension OneShotClassifier {
  /// The enrolled classes that an image may be of, and whether it is of any.
  ///
  /// - Parameters:
  ///   - image: One image, `[height, width, channels]` or `[1, height, width, channels]`.
  ///   - top: How many of the best classes are listed, at least 1; default 5.
  /// - Throws: ``ClassifierError`` if no class is enrolled, the image is of another size or has a
  ///   pixel that is infinite or NaN, or `top` is below 1.
  public func predict(_ image: Tensor, top: Int = 5) throws(ClassifierError) -> OneShotPrediction {
    try predictions(of: try single(image), top: top)[0]
  }

  /// As `predict(_:top:)` for each image of a batch, which takes less time than one by one; the numbers
  /// are the same but for rounding.
  ///
  /// - Parameters:
  ///   - images: At least one, `[n, height, width, channels]`.
  ///   - top: How many of the best classes are listed for each, at least 1; default 5.
  /// - Returns: One for each image, in order, all from the same enrolled classes.
  /// - Throws: ``ClassifierError`` as for one image.
  public func predictions(
    of images: Tensor, top: Int = 5
  ) throws(ClassifierError) -> [OneShotPrediction] {
    guard top >= 1 else { throw .outOfRange(setting: "top", found: "\(top)", expected: "above 0") }
    // Taken before the images are embedded: an answer is about what was enrolled when it was asked.
    let state = state
    guard state.enrolled.count > 0 else { throw .nothingEnrolled }
    return try predictions(ofEmbeddings: try embed(images), top: top, from: state)
  }

  /// As for images, from what was enrolled in `state`.
  func predictions(
    ofEmbeddings embeddings: Tensor, top: Int, from state: ClassifierState
  ) throws(ClassifierError) -> [OneShotPrediction] {
    guard top >= 1 else { throw .outOfRange(setting: "top", found: "\(top)", expected: "above 0") }
    let (rankings, state) = try rankings(of: embeddings, best: top, in: state)
    let best = rankings.flatMap(\.best)
    let scores = Tensor(best.map(\.score))
    let logarithms = rankings.flatMap { ranking in
      ranking.best.map { Float(Double($0.score) - ranking.logSum) }
    }
    let probabilities = Tensor(logarithms).exp().scalars
    let verifications = verifications(of: scores).scalars
    let candidates = best.indices.map { place in
      OneShotPrediction.Candidate(
        label: state.enrolled[best[place].number].label, probability: probabilities[place],
        score: best[place].score, verification: verifications[place])
    }
    var start = 0
    return rankings.map { ranking in
      defer { start += ranking.best.count }
      return OneShotPrediction(
        candidates: Array(candidates[start..<start + ranking.best.count]),
        threshold: state.rejectionThreshold, classCount: state.enrolled.count)
    }
  }

  /// Whether two images are of one class; no class needs to be enrolled.
  ///
  /// Swapping the two gives the same score. An image is not always most like itself: a learned head may give
  /// some coordinates a weight of the other sign, so that a difference there speaks for one class.
  ///
  /// - Parameters:
  ///   - a: One image, `[height, width, channels]` or `[1, height, width, channels]`.
  ///   - b: The other.
  /// - Throws: ``ClassifierError`` if an image is of another size or has a pixel that is infinite or
  ///   NaN.
  public func verify(_ a: Tensor, _ b: Tensor) throws(ClassifierError) -> PairVerdict {
    try verdicts(on: try single(a), try single(b))[0]
  }

  /// Whether each image of a batch is of one class with the image at the same place of another.
  ///
  /// - Parameters:
  ///   - left: At least one image, `[n, height, width, channels]`.
  ///   - right: As many.
  /// - Throws: ``ClassifierError`` as for one pair, and if there are more images on one side.
  public func verdicts(on left: Tensor, _ right: Tensor) throws(ClassifierError) -> [PairVerdict] {
    let threshold = verificationThreshold
    return try verdicts(onEmbeddings: try embed(left), try embed(right), threshold: threshold)
  }

  /// As for images, with the threshold that counts.
  func verdicts(
    onEmbeddings a: Tensor, _ b: Tensor, threshold: Float
  ) throws(ClassifierError) -> [PairVerdict] {
    guard a.shape == b.shape else {
      throw .differentCounts(left: a.shape[0], right: b.shape[0])
    }
    let scores = siamese.pairScores(of: a, b).detached
    try requireFinite(scores, .score)
    return zip(scores.scalars, verifications(of: scores).scalars).map {
      PairVerdict(score: $0, probability: $1, threshold: threshold)
    }
  }

  /// The head's activation, which sees one score at a time.
  private func verifications(of scores: Tensor) -> Tensor {
    siamese.head.activation(scores.reshaped(to: [scores.count, 1])).reshaped(to: scores.shape)
      .detached
  }
}
