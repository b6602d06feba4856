import Testing

@testable import OneShot

@Suite struct LineChartTests {
  private func svg(_ xs: [Int]) -> String {
    let points = xs.map { LineChart.Point(x: $0, y: 0.5, low: 0.4, high: 0.6) }
    return LineChart(
      title: "Title", xLabel: "N", yLabel: "Accuracy",
      series: [.init(name: "method", color: "#123456", points: points)]
    ).svg
  }

  private func places(_ svg: String, of prefix: String, _ key: String) -> [Double] {
    svg.split(separator: "\n").filter { $0.contains(prefix) }.compactMap { line in
      line.split(separator: " \(key)=\"").last?.split(separator: "\"").first.flatMap { Double($0) }
    }
  }

  @Test func distancesOnTheAxisAreInProportion() throws {
    let xs = Array(places(svg([5, 10, 20]), of: "<circle", "cx").dropFirst())
    try #require(xs.count == 3)
    #expect(abs((xs[2] - xs[1]) - 2 * (xs[1] - xs[0])) < 0.2)
    #expect(xs[0] > 76 && xs[2] < 736)
  }

  @Test func labelsThatWouldTouchAreLeftOut() {
    let labels = places(svg(Array(1...60)), of: "y=\"421\"", "x")
    #expect(labels.count > 10 && labels.count < 60)
    #expect(zip(labels, labels.dropFirst()).allSatisfy { $1 - $0 >= 25.9 })
  }

  @Test func aLoneNumberStandsInTheMiddle() {
    #expect(places(svg([20]), of: "<circle", "cx").last == 406)
  }
}
