/// What a ``OneShotClassifier`` learned about its scores on classes that took no part in training.
///
/// Two questions are asked of held-out classes. Of trials: is the best score of a query whose class is
/// enrolled higher than that of a query whose class is not? And of pairs: is the score of two images of
/// one class higher than that of images of two? A ``ROCCurve`` answers each, and gives a threshold.
public struct ClassifierCalibration: Sendable, Hashable {
  /// The name of the dataset with the held-out classes.
  public var dataset: String { settings.dataset }
  /// The number of enrolled classes of a trial.
  public var ways: Int { settings.ways }
  /// The number of examples of an enrolled class.
  public var shots: Int { settings.shots }
  /// Where the classes of a trial, or of a pair, are from.
  public var scope: TaskSampler.Scope {
    settings.isWithinGroup ? .withinGroup : .acrossGroups
  }
  /// What the trials and pairs were drawn from.
  public var seed: UInt64 { settings.seed }
  /// The wanted rate of false accepts, nil if errors of both kinds were to be equally frequent.
  public var falseAcceptRate: Double? { settings.falseAcceptRate }
  /// How sure it is, if ``ways`` are more classes than were held out: its trials are then extrapolated and
  /// not measured. nil if they were measured.
  public var extrapolation: CalibrationExtrapolation? { settings.extrapolation }

  /// The best score of each trial, and whether the query's class was enrolled.
  public let trials: Verification
  /// The score of each pair, and whether it is of one class.
  public let pairs: Verification
  /// What each threshold on the best score of a trial costs.
  public let rejection: ROCCurve
  /// What each threshold on the score of a pair costs.
  public let verification: ROCCurve

  let settings: Settings

  /// How trials and pairs were drawn, as it is saved.
  struct Settings: Codable, Sendable, Hashable {
    var dataset: String
    var ways: Int
    var shots: Int
    var isWithinGroup: Bool
    var seed: UInt64
    var falseAcceptRate: Double?
    var extrapolation: CalibrationExtrapolation?
  }

  init(
    _ settings: Settings, trials: Verification, pairs: Verification
  ) throws(ROCError) {
    self.settings = settings
    self.trials = trials
    self.pairs = pairs
    rejection = try trials.rocCurve()
    verification = try pairs.rocCurve()
  }

  /// The score below which an image counts as unknown.
  public var rejectionThreshold: Float { threshold(of: rejection) }
  /// The score below which two images count as different.
  public var verificationThreshold: Float { threshold(of: verification) }

  private func threshold(of curve: ROCCurve) -> Float {
    falseAcceptRate.map(curve.threshold(falseAcceptRate:)) ?? curve.equalErrorThreshold
  }
}

extension ClassifierCalibration: CustomStringConvertible {
  /// Both curves, and what the thresholds cost.
  ///
  ///     classes: AUC 0.937, equal error rate 13.0 % (200 known, 200 unknown)
  ///       at the threshold -1.95, 87.0 % of known and 13.0 % of unknown images are accepted
  ///     pairs: AUC 0.966, equal error rate 9.5 % (200 same, 200 different)
  ///       at the threshold -2.30, 90.5 % of same and 9.5 % of different pairs are accepted
  ///     calibrated on Glyphs (generated, seed 1): 3-way 1-shot trials within a group, seed 1
  public var description: String {
    let scope = settings.isWithinGroup ? "within a group" : "across groups"
    let extrapolated = extrapolation.map { "\n  \($0)" } ?? ""
    return """
      classes: \(rejection.description(same: "known", different: "unknown"))
        \(cost(of: rejectionThreshold, on: rejection, "known", "unknown images"))\(extrapolated)
      pairs: \(verification)
        \(cost(of: verificationThreshold, on: verification, "same", "different pairs"))
      calibrated on \(dataset): \(ways)-way \(shots)-shot trials \(scope), seed \(seed)
      """
  }

  private func cost(
    of threshold: Float, on curve: ROCCurve, _ same: String, _ different: String
  ) -> String {
    let point = curve.point(threshold: threshold)
    return "at the threshold \(scoreText(threshold)), "
      + "\(percent(point.trueAcceptRate)) of \(same) and "
      + "\(percent(point.falseAcceptRate)) of \(different) are accepted"
  }
}
