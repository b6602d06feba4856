import DatasetFiles
import Foundation
import HummingbirdTesting
import OneShot
import Pretrained
import Testing

@testable import OneShotService

@Suite struct ClassifyRoutesTests {
  /// The service says what the library says.
  @Test func predictionsAreThoseOfTheClassifier() async throws {
    let classifier = try OneShotClassifier.handwriting()
    let ink = try #require(classifier.preprocessing)
    @Sendable func image(_ character: Int, by hand: Int) throws -> Tensor {
      try ImageFolder.image(from: Drawings.png(character, by: hand), as: ink)
    }
    for character in 0..<8 {
      try classifier.enroll("c\(character)", image(character, by: 0))
    }
    try classifier.enroll("c1", image(1, by: 2))
    try await TestService().run { client in
      for character in 0..<8 { try await client.enroll("c\(character)", character) }
      try await client.enroll("c1", 1, by: 2)
      for character in [1, 5] {
        let expected = try classifier.predict(image(character, by: 1), top: 3)
        let answer = try await client.post(
          "/classify?top=3", png: Drawings.png(character, by: 1)
        ).object
        let found = try #require(answer["candidates"] as? [[String: Any]])
        #expect(found.map { $0["label"] as? String } == expected.candidates.map(\.label))
        for (found, expected) in zip(found, expected.candidates) {
          for (name, value) in [
            ("score", expected.score), ("probability", expected.probability),
            ("verification", expected.verification),
          ] {
            let number = try #require(found[name] as? Double)
            #expect(abs(number - Double(value)) < 1e-4)
          }
        }
        #expect(answer["label"] as? String == expected.label)
        #expect(answer["label"] is NSNull == (expected.label == nil))
        #expect(answer["milliseconds"] as? Double ?? -1 > 0 && answer["input"] == nil)
      }
      let verdict = try await client.post(
        "/verify", json: Self.pair(Drawings.png(2), Drawings.png(2, by: 1))
      ).object
      let expected = try classifier.verify(image(2, by: 0), image(2, by: 1))
      #expect(verdict["same"] as? Bool == expected.isSame)
      let score = try #require(verdict["score"] as? Double)
      #expect(abs(score - Double(expected.score)) < 1e-4)
      #expect(verdict["threshold"] as? Double != nil && verdict["probability"] as? Double != nil)
    }
  }

  private static func json(_ png: [UInt8]) -> String {
    #"{"image": "\#(Data(png).base64EncodedString())"}"#
  }

  private static func pair(_ a: [UInt8], _ b: [UInt8]) -> String {
    #"{"a": \#(json(a)), "b": \#(json(b))}"#
  }

  @Test func severalPicturesAreAnsweredInTheirOrder() async throws {
    try await TestService().run { client in
      for character in 0..<5 { try await client.enroll("c\(character)", character) }
      let order = [3, 0, 4, 4, 1]
      let images = try order.map { Self.json(try Drawings.png($0)) }.joined(separator: ",")
      let answer = try await client.post("/classify?top=1", json: #"{"images": [\#(images)]}"#)
      let predictions = try answer.object["predictions"] as? [[String: Any]]
      let labels = predictions?.map {
        ($0["candidates"] as? [[String: Any]])?.first?["label"] as? String
      }
      #expect(labels == order.map { "c\($0)" })
    }
  }

  @Test func whatTheNetworkSeesIsShown() async throws {
    try await TestService().run { client in
      try await client.enroll("a", 0)
      let answer = try await client.post("/classify?input=true", png: Drawings.png(0)).object
      let text = try #require(answer["input"] as? String)
      let input = try PNG.decode([UInt8](try #require(Data(base64Encoded: text))))
      #expect(input.width == 36 && input.height == 36)
      // Ink is dark, on paper that is light.
      #expect(input.pixels.contains { $0 < 80 } && input.pixels.filter { $0 == 255 }.count > 600)
    }
  }

  @Test func withoutClassesThereIsNoAnswer() async throws {
    try await TestService().run { client in
      let answer = try await client.post("/classify", png: Drawings.png(0))
      #expect(try answer.isProblem(.conflict))
      let verdict = try await client.post(
        "/verify", json: Self.pair(Drawings.png(2), Drawings.png(2)))
      #expect(try verdict.object["same"] as? Bool == true)
    }
  }

  @Test(arguments: [
    ("top=0", 422), ("top=10001", 422), ("top=x", 422), ("top=1.5", 422), ("input=yes", 422),
    ("top=10000&input=false", 200), ("other=1", 200), ("top=", 422),
  ])
  func theQueryIsChecked(query: String, status: Int) async throws {
    try await TestService().run { client in
      try await client.enroll("a", 0)
      let answer = try await client.post("/classify?\(query)", png: Drawings.png(0))
      #expect(answer.status.code == status, "\(answer.text)")
    }
  }
}
