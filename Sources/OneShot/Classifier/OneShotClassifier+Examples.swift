import Autograd
import Layers
import Tensor

extension OneShotClassifier {
  /// Finds both thresholds on the enrolled examples themselves, and keeps them.
  ///
  /// Where there are no other pictures to calibrate on, the enrolled ones are asked for in turn: each
  /// example of a class that has several is recognized once among all classes, its own without it, and
  /// once with its class left out, as if it were unknown. Pairs are of the same examples. The thresholds
  /// fit the user's own pictures; from few of them they are rough.
  ///
  /// - Parameter falseAcceptRate: The part of unknown images, and of different pairs, that may be
  ///   accepted, 0 … 1; default nil: as many as known images, and same pairs, are refused.
  /// - Returns: The curves and thresholds, also kept as ``calibration``. A threshold is infinite where no
  ///   other keeps the rate.
  /// - Throws: ``ClassifierError/tooFewExamples(classes:ofSeveralExamples:)`` unless two classes are
  ///   enrolled and one of them has two examples, and ``ClassifierError`` if the rate is out of range or a
  ///   score not finite; then the thresholds stay.
  @discardableResult
  public func calibrateOnExamples(
    falseAcceptRate: Double? = nil
  ) throws -> ClassifierCalibration {
    let found = try calibrationOnExamples(falseAcceptRate: falseAcceptRate)
    change {
      $0.calibration = found
      $0.rejectionThreshold = found.rejectionThreshold
      $0.verificationThreshold = found.verificationThreshold
    }
    return found
  }

  /// What both thresholds would be on the enrolled examples, and what they would cost; the classifier's
  /// own stay.
  ///
  /// - Parameter falseAcceptRate: As in `calibrateOnExamples(falseAcceptRate:)`.
  /// - Throws: What `calibrateOnExamples(falseAcceptRate:)` throws.
  public func calibrationOnExamples(
    falseAcceptRate: Double? = nil
  ) throws -> ClassifierCalibration {
    if let rate = falseAcceptRate, !(0...1).contains(rate) {
      throw ClassifierError.outOfRange(
        setting: "falseAcceptRate", found: "\(rate)", expected: "from 0 to 1")
    }
    let state = state
    let enrolled = state.enrolled
    let numbers = enrolled.numbers
    let several = numbers.filter { enrolled[$0].shots > 1 }
    guard numbers.count > 1, !several.isEmpty else {
      throw ClassifierError.tooFewExamples(
        classes: numbers.count, ofSeveralExamples: several.count)
    }
    return try ClassifierCalibration(
      ClassifierCalibration.Settings(
        dataset: "the enrolled examples", ways: numbers.count,
        shots: several.map { enrolled[$0].shots - 1 }.min() ?? 1, isWithinGroup: false, seed: 0,
        falseAcceptRate: falseAcceptRate),
      trials: try leaveOneOut(state, several), pairs: try neighborPairs(enrolled, numbers))
  }

  /// The best score of each example once its class is left out, and once only it is: unknown and known.
  private func leaveOneOut(
    _ state: ClassifierState, _ several: [Int]
  ) throws(ClassifierError) -> Verification {
    let enrolled = state.enrolled
    var scores: [Float] = []
    for number in several {
      let (embeddings, shots) = (enrolled.embeddings(of: number), enrolled[number].shots)
      let rankings = try rankings(of: embeddings, best: 2, in: state)
      for example in 0..<shots {
        let row = embeddings[example..<example + 1]
        let label = enrolled[number].label
        // What an index found may all be of the class itself, or no longer be there.
        var others = rankings.rankings[example].best
          .first { rankings.state.enrolled[$0.number].label != label }?.score
        if others == nil {
          others = try enrolled.rankings(of: row, by: siamese, best: 2)[0].best
            .first { $0.number != number }?.score
        }
        let best = others ?? -.infinity
        let rest = embeddings.gathered(at: (0..<shots).filter { $0 != example }).detached
        let own = try EnrolledClasses([("", rest)], rule: shotRule)
          .rankings(of: row, by: siamese, best: 1)[0].best[0].score
        scores += [best, max(own, best)]
      }
    }
    return Verification(scores: scores, isSame: scores.indices.map { $0 % 2 == 1 })
  }

  /// Each example with the next few of its class, and with one of each of the next few classes.
  private func neighborPairs(
    _ enrolled: EnrolledClasses, _ numbers: [Int]
  ) throws(ClassifierError) -> Verification {
    let reach = 10
    var scores: [Float] = []
    var isSame: [Bool] = []
    func add(_ a: Tensor, _ b: Tensor, same: Bool) throws(ClassifierError) {
      let found = siamese.pairScores(of: a, b).detached
      try requireFinite(found, .score)
      scores += found.scalars
      isSame += Array(repeating: same, count: found.count)
    }
    for (place, number) in numbers.enumerated() {
      let (own, shots) = (enrolled.embeddings(of: number), enrolled[number].shots)
      for step in stride(from: 1, through: min(reach, shots / 2), by: 1) {
        try add(own, own.gathered(at: (0..<shots).map { ($0 + step) % shots }), same: true)
      }
      for step in 1...min(reach, numbers.count - 1) {
        let other = enrolled.embeddings(of: numbers[(place + step) % numbers.count])
        let partners = other.gathered(at: (0..<shots).map { $0 % other.shape[0] })
        try add(own, partners, same: false)
      }
    }
    return Verification(scores: scores, isSame: isSame)
  }
}
