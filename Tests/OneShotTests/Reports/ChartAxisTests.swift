import Testing

@testable import OneShot

@Suite struct ChartAxisTests {
  @Test func roundNumbersThatReachAllValues() {
    let axis = ChartAxis.numbers([0.31, 2.7, 1.1])
    #expect(axis.low == 0 && axis.high == 3 && axis.marks.count == 4)
    #expect(axis.marks.map(axis.text) == ["0", "1", "2", "3"])
    let small = ChartAxis.numbers([0.004, 0.0123])
    #expect(small.high >= 0.0123 && small.marks.map(small.text).last == "0.015")
    let below = ChartAxis.numbers([-0.4, 1])
    #expect(below.low <= -0.4 && below.part(below.low) == 0 && below.part(below.high) == 1)
  }

  @Test func whatIsNoNumberHasAPlace() {
    let axis = ChartAxis.numbers([.nan, .infinity])
    #expect(axis.high > 0 && axis.part(.nan) == 1 && axis.marks.count > 1)
    #expect(ChartAxis.numbers([]).high == 1)
    #expect(ChartAxis.percent.marks.map(ChartAxis.percent.text).last == "100 %")
  }
}
