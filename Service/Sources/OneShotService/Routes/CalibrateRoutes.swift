import HTTPTypes
import Hummingbird
import OneShot
import ServiceRequests

/// Sets by what scores a recogniser decides.
struct CalibrateRoutes {
  let service: Service

  func add(to routes: Routes) {
    routes.add(.post, "/calibrate", changes: true, calibrate)
  }

  private struct Body: Encodable {
    let thresholds: Thresholds

    private enum Key: CodingKey { case threshold, verification, source }

    /// A threshold that is not there is written as null.
    func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: Key.self)
      try values.encode(thresholds.rejection, forKey: .threshold)
      try values.encode(thresholds.verification, forKey: .verification)
      try values.encode(thresholds.source, forKey: .source)
    }
  }

  @Sendable private func calibrate(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let recognizer = try service.recognizer(of: context)
    let thresholds = try await service.reader.json(request, as: CalibrateInput.self) { input in
      try self.thresholds(input, of: recognizer)
    }
    try await service.recognizers.decide(by: thresholds, in: recognizer)
    return try .json(Body(thresholds: thresholds))
  }

  private func thresholds(_ input: CalibrateInput, of recognizer: Recognizer) throws -> Thresholds {
    switch input {
    case .network:
      return Thresholds(of: recognizer.network.base, source: .network)
    case .given(let rejection, let verification):
      return Thresholds(
        rejection: rejection,
        verification: verification ?? recognizer.classifier.verificationThreshold, source: .given)
    case .enrolled(let rate):
      let found = try recognizer.classifier.calibrationOnExamples(falseAcceptRate: rate)
      let (rejection, verification) = (found.rejectionThreshold, found.verificationThreshold)
      guard rejection.isFinite, verification.isFinite else {
        throw Problem(
          .conflict, "No threshold keeps that rate on the enrolled examples.",
          found: "\(found.trials.scores.count / 2) trials and \(found.pairs.scores.count) pairs",
          expected: "more examples, or a higher rate of false accepts")
      }
      return Thresholds(rejection: rejection, verification: verification, source: .enrolled)
    }
  }
}
