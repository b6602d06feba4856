import TestSupport
import Testing

@testable import Tuning

@Suite struct SearchSpaceTests {
  private let space: SearchSpace = [
    .log("rate", 1e-4...1e-1), .linear("momentum", 0...1), .integer("filters", 16...256, step: 16),
    .choice("pooling", ["max", "average", "none"]),
  ]

  @Test func coversTheCorners() {
    let low = space.settings(at: [0, 0, 0, 0])
    #expect(abs(low["rate"] - 1e-4) < 1e-12)
    #expect(low["momentum"] == 0.0 && low["filters"] == 16 && low["pooling"] == "max")
    let high = space.settings(at: [1, 1, 1, 1])
    #expect(abs(high["rate"] - 1e-1) < 1e-12)
    #expect(high["momentum"] == 1.0 && high["filters"] == 256 && high["pooling"] == "none")
    #expect(space.settings(at: [2, -1, 7, -3]).description.hasSuffix("pooling max"))
  }

  @Test func thereAndBack() throws {
    let sequence = SobolSequence(dimensions: 4)
    for index in 0..<200 {
      let settings = space.settings(at: sequence.point(at: index))
      let point = try #require(space.point(of: settings))
      let again = space.settings(at: point)
      let (rate, expected): (Double, Double) = (again["rate"], settings["rate"])
      #expect(abs(rate - expected) < 1e-12 * expected * 100)
      #expect(again[setting: "filters"] == settings[setting: "filters"])
      #expect(again[setting: "pooling"] == settings[setting: "pooling"])
      #expect(space.snapped(point) == point)
    }
  }

  @Test func foreignSettingsHaveNoPoint() {
    let settings = space.settings(at: [0.5, 0.5, 0.5, 0.5])
    func changed(_ name: String, _ value: Setting?) -> Settings {
      Settings(
        settings.names.compactMap { key in
          (key == name ? value : settings[setting: key]).map { (key, $0) }
        })
    }
    #expect(space.point(of: changed("rate", nil)) == nil)
    #expect(space.point(of: changed("rate", .number(1))) == nil)
    #expect(space.point(of: changed("filters", .integer(17))) == nil)
    #expect(space.point(of: changed("filters", .number(32))) == nil)
    #expect(space.point(of: changed("pooling", .choice("min"))) == nil)
    #expect(space.point(of: changed("pooling", .choice("none"))) != nil)
  }

  @Test func choicesAreOneApart() {
    #expect(space.featureGroups == [0, 1, 2, 3, 3, 3])
    let centers = [1.0 / 6, 0.5, 5.0 / 6].map { space.features(of: [0.2, 0.3, 0.4, $0]) }
    for (a, b) in [(0, 1), (1, 2), (0, 2)] {
      let square = zip(centers[a], centers[b]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(abs(square - 1) < 1e-12)
    }
    #expect(Array(centers[0][..<3]) == [0.2, 0.3, 0.4])
  }

  @Test func isPrinted() {
    #expect(
      space.description == "rate log 0.0001...0.1; momentum linear 0.0...1.0; "
        + "filters integer 16...256 step 16; pooling choice max|average|none")
  }

  @Test func equalNamesStop() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = SearchSpace([.linear("a", 0...1), .linear("a", 0...2)])
    }
    #expect(message(of: result).contains(#"expected different names, got ["a", "a"]"#))
  }
}
