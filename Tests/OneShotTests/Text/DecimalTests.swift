import Testing

@testable import OneShot

@Suite struct DecimalTests {
  @Test(arguments: [
    (0.05, 1, "0.1"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (-1.26, 1, "-1.3"), (99.96, 1, "100.0"),
    (12.345, 2, "12.35"), (2.5, 0, "3"), (0, 3, "0.000"),
  ])
  func decimals(value: Double, places: Int, text: String) {
    #expect(decimal(value, places: places) == text)
  }

  @Test(arguments: [(0, "0.0 %"), (0.1296, "13.0 %"), (1, "100.0 %")])
  func percents(part: Double, text: String) { #expect(percent(part) == text) }

  @Test(arguments: [(-1.2, "-1.20"), (0.346, "0.35"), (.infinity, "inf"), (1e20, "1e+20")])
  func scores(score: Float, text: String) { #expect(scoreText(score) == text) }
}
