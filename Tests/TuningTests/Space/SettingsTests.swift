import Foundation
import TestSupport
import Testing
import Tuning

@Suite struct SettingsTests {
  private let settings = Settings([
    ("rate", .number(0.25)), ("filters", .integer(64)), ("pooling", .choice("max")),
  ])

  @Test func areReadAsTheTypeThatIsWanted() {
    #expect(settings["rate"] == Float(0.25) && settings["rate"] == 0.25)
    #expect(settings["filters"] == 64 && settings["filters"] == 64.0)
    #expect(settings["pooling"] == "max")
    #expect(settings[setting: "pooling"] == .choice("max"))
    #expect(settings[setting: "other"] == nil)
    #expect(settings.description == "rate 0.25, filters 64, pooling max")
  }

  @Test func settingsKeepTheirValueInJSON() throws {
    let values = [Setting.number(0.1), .number(1e-300), .integer(-7), .choice("a\"\n/ü")]
    let data = try JSONEncoder().encode(values)
    #expect(try JSONDecoder().decode([Setting].self, from: data) == values)
  }

  @Test func anotherTypeStops() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let rate: Int = Settings([("rate", .number(0.25))])["rate"]
      print(rate)
    }
    #expect(message(of: result).contains("rate is 0.25, which is no Int"))
  }

  @Test func anotherNameStops() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let rate: Double = Settings([("rate", .number(0.25))])["momentum"]
      print(rate)
    }
    #expect(message(of: result).contains("no parameter momentum; there are rate"))
  }
}
