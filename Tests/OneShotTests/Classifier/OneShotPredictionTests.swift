import Foundation
import OneShot
import Testing

@Suite struct OneShotPredictionTests {
  @Test func isJSONWithoutInfinity() throws {
    let classifier = try TinyNetwork.classifier()
    let prediction = try classifier.predict(TinyNetwork.image(1, drawer: 2), top: 2)
    #expect(prediction.threshold == -.infinity)
    let json = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(prediction))
    let values = try #require(json as? [String: Any])
    #expect(values["label"] as? String == prediction.label)
    let candidates = try #require(values["candidates"] as? [[String: Any]])
    #expect(candidates.count == 2)
    #expect(
      Set(candidates[0].keys) == ["label", "probability", "score", "verification"])
  }

  @Test func anUnknownClassHasNoLabel() throws {
    let classifier = try TinyNetwork.classifier()
    classifier.rejectionThreshold = 1000
    let prediction = try classifier.predict(TinyNetwork.image(1, drawer: 2))
    #expect(prediction.label == nil && !prediction.isKnown)
    #expect(prediction.description.hasPrefix("unknown (nearest: "))
    let text = String(decoding: try JSONEncoder().encode(prediction), as: UTF8.self)
    #expect(!text.contains("\"label\":null"))
  }
}
