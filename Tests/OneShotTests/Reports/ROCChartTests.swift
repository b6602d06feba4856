import Testing

@testable import OneShot

@Suite struct ROCChartTests {
  private let curve = try! ROCCurve(
    scores: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    isSame: [true, true, true, true, false, true, false, false, false, false])

  @Test func theCurveAndTheChosenThreshold() throws {
    let chart = ROCChart(curve, threshold: 4, same: "friends", different: "strangers")
    let elements = try PageElements(chart.svg)
    for text in ["threshold 4.00", "100.0 % of friends", "20.0 % of strangers"] {
      #expect(elements.text.contains(text))
    }
    let dot = try #require(elements.all("circle").first)
    #expect(dot["cx"] == "134" && dot["cy"] == "30")
    // Only points where it turns: up to four of five, right, up, right.
    let line = try #require(elements.all("polyline").last { $0["stroke"] == "#0072B2" }?["points"])
    #expect(line == "58,410 58,106 134,106 134,30 438,30")
  }

  @Test func withoutAThresholdAndInWords() throws {
    let chart = ROCChart(curve)
    #expect(try PageElements(chart.svg).all("circle").isEmpty)
    #expect(chart.words == "ROC curve with area 0.960 and equal error rate 20.0 %")
    let page = try PageElements(ROCChart(curve, threshold: 6).element)
    #expect(page.all("svg", "role") == ["img"])
    #expect(
      page.all("svg", "aria-label")[0].hasSuffix(
        "80.0 % of same pairs and 0.0 % of different pairs"))
  }
}
