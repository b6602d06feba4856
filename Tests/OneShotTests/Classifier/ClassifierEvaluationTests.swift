import Foundation
import OneShot
import Testing

@Suite struct ClassifierEvaluationTests {
  private func evaluation(strangers: Bool) throws -> ClassifierEvaluation {
    let glyphs = TinyNetwork.glyphs
    let dataset = ImageDataset(
      name: "test", height: 12, width: 12, groups: ["all"],
      classes: (0..<(strangers ? 5 : 3)).map {
        .init(name: TinyNetwork.name($0), group: 0, images: glyphs.classes[$0].images)
      }, pixels: glyphs.pixels)
    return try TinyNetwork.classifier().evaluation(on: dataset)
  }

  @Test func readsAsLines() throws {
    let lines = try evaluation(strangers: true).description.split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines[0].hasPrefix("enrolled classes: nearest class right "))
    #expect(lines[3].hasPrefix("known or unknown: AUC "))
    #expect(lines[4].hasPrefix("  accepting "))
    #expect(try evaluation(strangers: false).description.split(separator: "\n").count == 2)
  }

  /// A threshold that accepts nothing is infinite, which JSON does not have.
  @Test func isJSONWithoutInfinity() throws {
    let found = try evaluation(strangers: true)
    let json = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(found))
    let values = try #require(json as? [String: Any])
    let nearest = try #require(values["nearest"] as? [String: Any])
    #expect(nearest["trials"] as? Int == 12)
    #expect((values["rejection"] as? [Any])?.count == 5)
    let plain = try JSONEncoder().encode(try evaluation(strangers: false))
    #expect(!String(decoding: plain, as: UTF8.self).contains("rejection"))
  }
}
