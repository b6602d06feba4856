import Testing

@testable import OneShot

@Suite struct JSONValueTests {
  private struct Settings: Encodable {
    let steps = 1000
    let rate: Float = 0.006
    let turns = true
    let range: ClosedRange<Float> = -0.15...0.82
    let inner = Inner()
    let list = [Inner()]
    let name = "quick"
    struct Inner: Encodable {
      let filters = 16
      let pools = false
    }
  }

  @Test func entriesByPath() {
    let entries = JSONValue(of: Settings()).entries().map { "\($0.name)=\($0.value)" }
    #expect(
      entries == [
        "inner.filters=16", "inner.pools=no", "list=filters 16 pools no", "name=quick",
        "range=-0.15, 0.82", "rate=0.006", "steps=1000", "turns=yes",
      ])
  }

  @Test func whatHasNoJSONIsNull() {
    #expect(JSONValue(of: Float.nan).entries("x").map(\.value) == ["–"])
    #expect(JSONValue(of: [Int?.none]).entries("x").map(\.value) == ["–"])
  }
}
