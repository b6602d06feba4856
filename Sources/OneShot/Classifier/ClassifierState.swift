/// Everything that may change in a ``OneShotClassifier``, as one value.
struct ClassifierState: Sendable {
  var enrolled: EnrolledClasses
  var rejectionThreshold = -Float.infinity
  var verificationThreshold: Float = 0
  var calibration: ClassifierCalibration?
  /// What finds examples, nil if all are looked at.
  var index: ExampleIndex?
}
