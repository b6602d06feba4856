/// How sure a ``ClassifierCalibration`` is that was made for more classes than were held out.
///
/// The best score that an unknown image has among N classes is extrapolated from its scores against those
/// that there are, by the ends of their distributions: it supposes that further classes are of the same
/// kind. The intervals are those of the calibration on 100 samples of the held-out classes, drawn with
/// replacement (the bootstrap); they say what chance does, not whether the supposition holds.
public struct CalibrationExtrapolation: Sendable, Hashable, Codable {
  /// The number of held-out classes.
  public let classes: Int
  /// The equal error rate of known and unknown images in 95 of 100 samples, 0 … 1.
  public let equalErrorRate: ClosedRange<Double>
  /// The threshold for unknown images in 95 of 100 samples; nil if it is infinite in some.
  public let rejectionThreshold: ClosedRange<Float>?
}

extension CalibrationExtrapolation: CustomStringConvertible {
  /// `extrapolated from 145 classes: equal error rate 10.1 … 14.9 %, threshold -1.20 … -0.90`.
  public var description: String {
    let rates = "\(percent(equalErrorRate.lowerBound)) … \(percent(equalErrorRate.upperBound))"
    let thresholds = rejectionThreshold.map {
      ", threshold \(scoreText($0.lowerBound)) … \(scoreText($0.upperBound))"
    }
    return "extrapolated from \(classes) classes: equal error rate \(rates)" + (thresholds ?? "")
  }
}
