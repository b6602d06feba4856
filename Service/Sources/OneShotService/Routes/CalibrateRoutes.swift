import HTTPTypes
import Hummingbird
import OneShot

/// Sets by what scores a recogniser decides.
struct CalibrateRoutes {
  let service: Service

  func add(to routes: Routes) {
    routes.add(.post, "/calibrate", changes: true, calibrate)
  }

  /// What is asked for: thresholds of the enrolled examples, given ones, or those of the network.
  private enum Input: Decodable, Sendable {
    case enrolled(falseAcceptRate: Double?)
    case given(rejection: Float, verification: Float?)
    case network

    private enum Key: String, CodingKey { case falseAcceptRate, threshold, verification, reset }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      let reset = try values.decodeIfPresent(Bool.self, forKey: .reset) ?? false
      let rejection = try values.decodeIfPresent(Double.self, forKey: .threshold)
      let verification = try values.decodeIfPresent(Double.self, forKey: .verification)
      let rate = try values.decodeIfPresent(Double.self, forKey: .falseAcceptRate)
      let ways = [reset, rejection != nil || verification != nil, rate != nil]
      guard ways.count(where: { $0 }) <= 1 else {
        throw Problem(
          .unprocessableContent, "Thresholds come from one place.",
          found: values.allKeys.map(\.rawValue).sorted().joined(separator: " and "),
          expected: "falseAcceptRate, threshold (with verification), or reset")
      }
      if reset {
        self = .network
      } else if let rejection {
        self = .given(
          rejection: try Self.finite(rejection), verification: try verification.map(Self.finite))
      } else if verification != nil {
        throw Problem(
          .unprocessableContent, "A threshold of pairs comes with one of classes.",
          found: "verification alone", expected: "threshold")
      } else {
        if let rate, !(0...1).contains(rate) {
          throw Problem(
            .unprocessableContent, "The rate of false accepts is not possible.", found: "\(rate)",
            expected: "from 0 to 1")
        }
        self = .enrolled(falseAcceptRate: rate)
      }
    }

    private static func finite(_ number: Double) throws -> Float {
      guard abs(number) <= 1e30 else {
        throw Problem(
          .unprocessableContent, "The threshold is not possible.", found: "\(number)",
          expected: "from -1e30 to 1e30")
      }
      return Float(number)
    }
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
    let thresholds = try await service.reader.json(request, as: Input.self) { input in
      try self.thresholds(input, of: recognizer)
    }
    try await service.recognizers.decide(by: thresholds, in: recognizer)
    return try .json(Body(thresholds: thresholds))
  }

  private func thresholds(_ input: Input, of recognizer: Recognizer) throws -> Thresholds {
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
