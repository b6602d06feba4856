import Testing

@testable import OneShot

@Suite struct GroupChartTests {
  private func groups() -> GroupAccuracies {
    let dataset = numberedImages(groups: [1, 1], drawers: 3)
    // All of group 1 are wrong, two of three of group 0 right.
    let verdicts = [(0, true), (1, true), (2, false), (3, false), (4, false), (5, false)].map {
      Verdict(query: $0, answer: 0, choice: $1 ? 0 : nil)
    }
    return GroupAccuracies(verdicts, of: dataset)
  }

  @Test func aLineForEachGroupTheWorstFirst() throws {
    let elements = try PageElements(GroupChart(groups()).svg)
    let dots = elements.all("circle")
    try #require(dots.count == 2)
    #expect(Double(dots[0]["cy"]!)! < Double(dots[1]["cy"]!)!)
    #expect(Double(dots[0]["cx"]!)! < Double(dots[1]["cx"]!)!)
    for text in ["group1", "group0", "0.0 %", "66.7 %"] { #expect(elements.text.contains(text)) }
    #expect(
      try PageElements(GroupChart(groups()).element).all("svg", "aria-label")[0].contains("group1"))
  }

  @Test func longTextsAreShortened() {
    #expect(shortened("abcdef", to: 6) == "abcdef" && shortened("abcdefg", to: 6) == "abcde…")
  }
}
