import OneShot

/// One threshold of a rejection curve, as JSON has it.
struct RejectionPoint: Encodable {
  let threshold: Float
  let unknownAccepted: Double
  let knownAccepted: Double

  init(_ point: ROCCurve.Point) {
    threshold = point.threshold
    unknownAccepted = point.falseAcceptRate
    knownAccepted = point.trueAcceptRate
  }
}

extension ROCCurve {
  /// The thresholds that accept no more than 1, 2, 5, 10 and 20 % of unknown pictures.
  var samples: [Point] {
    [0.01, 0.02, 0.05, 0.1, 0.2].map { point(threshold: threshold(falseAcceptRate: $0)) }
  }

  /// Prints the curve and what these thresholds cost.
  func printSamples() {
    print("known or unknown: \(self)")
    for point in samples {
      print(
        "  accepting \(percent(point.falseAcceptRate)) of unknown pictures keeps "
          + "\(percent(point.trueAcceptRate)) of known ones")
    }
  }
}

/// With one digit after the point.
func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
