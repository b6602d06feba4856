import Foundation
import OneShot
import Testing

@Suite struct PairVerdictTests {
  private func verdict(threshold: Float) throws -> PairVerdict {
    let classifier = try TinyNetwork.classifier()
    classifier.verificationThreshold = threshold
    return try classifier.verify(TinyNetwork.image(0), TinyNetwork.image(1))
  }

  @Test func theThresholdDecides() throws {
    let score = try verdict(threshold: 0).score
    #expect(try verdict(threshold: score).isSame)
    #expect(try !verdict(threshold: score.nextUp).isSame)
    #expect(try verdict(threshold: score).description.hasPrefix("same ("))
    #expect(try verdict(threshold: score.nextUp).description.hasPrefix("different ("))
  }

  @Test func isJSON() throws {
    let found = try verdict(threshold: -.infinity)
    let json = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(found))
    let values = try #require(json as? [String: Any])
    #expect(values["isSame"] as? Bool == true && values.count == 3)
  }
}
