import HummingbirdTesting
import Pretrained
import Testing

@testable import OneShotService

@Suite struct CalibrateRoutesTests {
  private func thresholds(
    _ client: any TestClientProtocol, _ json: String
  ) async throws -> (threshold: Double?, verification: Double?, source: String?) {
    let object = try await client.post("/calibrate", json: json).object
    return (
      object["threshold"] as? Double, object["verification"] as? Double,
      object["source"] as? String
    )
  }

  @Test func thresholdsComeFromTheEnrolledExamples() async throws {
    try await TestService().run { client in
      for character in 0..<4 {
        for hand in 0..<3 {
          try await client.enroll("c\(character)", character, by: hand)
        }
      }
      let found = try await thresholds(client, "{}")
      #expect(found.source == "enrolled")
      let health = try await client.get("/health").object
      #expect(health["threshold"] as? Double == found.threshold)
      let answer = try await client.post("/classify", png: Drawings.png(0, by: 3)).object
      #expect(answer["threshold"] as? Double == found.threshold)
      let strict = try await thresholds(client, #"{"falseAcceptRate": 0}"#)
      let (low, high) = (try #require(found.threshold), try #require(strict.threshold))
      #expect(high >= low)
    }
  }

  @Test func thresholdsAreGivenOrTheNetworksAgain() async throws {
    try await TestService().run { client in
      let own = try OneShotClassifierThresholds.handwriting()
      let given = try await thresholds(client, #"{"threshold": -2.5}"#)
      #expect(given.threshold == -2.5 && given.source == "given")
      let verification = try #require(given.verification)
      #expect(abs(verification - own.verification) < 1e-5)
      let both = try await thresholds(client, #"{"threshold": 1, "verification": 3}"#)
      #expect(both.threshold == 1 && both.verification == 3)
      try await client.enroll("a", 0)
      let far = try await thresholds(client, #"{"threshold": 1e9}"#)
      #expect(far.threshold == 1e9)
      let answer = try await client.post("/classify", png: Drawings.png(0)).object
      #expect(answer["label"] is String == false)
      let reset = try await thresholds(client, #"{"reset": true}"#)
      #expect(reset.source == "network")
      let threshold = try #require(reset.threshold)
      #expect(abs(threshold - own.rejection) < 1e-5)
    }
  }

  @Test func tooFewExamplesAreAConflict() async throws {
    try await TestService().run { client in
      for character in [0, 1] {
        #expect(try await client.post("/calibrate", json: "{}").isProblem(.conflict))
        try await client.enroll("c\(character)", character)
      }
      #expect(try await client.post("/calibrate", json: "{}").isProblem(.conflict))
      try await client.enroll("c1", 1, by: 1)
      #expect(try await client.post("/calibrate", json: "{}").status == .ok)
    }
  }

  @Test(arguments: [
    (#"{"falseAcceptRate": 2}"#, 422), (#"{"falseAcceptRate": -0.1}"#, 422),
    (#"{"threshold": 1e31}"#, 422), (#"{"threshold": "x"}"#, 422), (#"{"verification": 1}"#, 422),
    (#"{"threshold": 1, "reset": true}"#, 422), (#"{"threshold": 1, "falseAcceptRate": 0}"#, 422),
    ("[]", 422), ("", 400), (#"{"reset": 1}"#, 422),
  ])
  func othersAreRefused(json: String, status: Int) async throws {
    try await TestService().run { client in
      let answer = try await client.post("/calibrate", json: json)
      #expect(try answer.isProblem(.init(code: status)), "\(answer.text)")
    }
  }
}

/// The thresholds that the network in the box came with.
private struct OneShotClassifierThresholds {
  let rejection: Double
  let verification: Double

  static func handwriting() throws -> Self {
    let network = try ServedNetworks.handwriting()
    return Self(
      rejection: Double(network.base.rejectionThreshold),
      verification: Double(network.base.verificationThreshold))
  }
}
