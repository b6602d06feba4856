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
    let xs = places(svg([5, 10, 20]), of: "<circle", "cx")
    try #require(xs.count == 3)
    #expect(abs((xs[2] - xs[1]) - 2 * (xs[1] - xs[0])) < 0.2)
    #expect(xs[0] > 76 && xs[2] < 679)
  }

  @Test func labelsThatWouldTouchAreLeftOut() {
    let labels = places(svg(Array(1...60)), of: "y=\"421\"", "x")
    #expect(labels.count > 10 && labels.count < 60)
    #expect(zip(labels, labels.dropFirst()).allSatisfy { $0 - $1 >= 25.9 })
    #expect(labels.first == 661.2)
  }

  @Test func aLoneNumberStandsInTheMiddle() {
    #expect(places(svg([20]), of: "<circle", "cx").last == 377.6)
  }

  /// On a page lines are named at their ends, apart from each other and within the picture.
  @Test func namesThatWouldTouchAreMovedApart() throws {
    let series = (0..<5).map { index in
      let y = 0.01 + Double(index) / 200
      return LineChart.Series(
        name: "method \(index)", color: "#0072B2",
        points: [1, 2].map { .init(x: $0, y: y, low: y, high: y) }, isQuiet: index > 0)
    }
    let chart = LineChart(
      title: "T", xLabel: "N", yLabel: "A", series: series, style: .page)
    let elements = try PageElements(chart.element(label: "words"))
    let names = elements.all("text").filter { $0["text-anchor"] == "start" && $0["x"] != "0" }
      .map { Double($0["y"]!)! }.sorted()
    #expect(names.count == 5)
    #expect(zip(names, names.dropFirst()).allSatisfy { $1 - $0 >= 16.9 })
    #expect(names.last! <= 285 && elements.all("text", "font-weight").count == 1)
    #expect(elements.all("circle").count == 10)
  }

  /// A piece of each line leads to its name, wherever that was moved.
  @Test func namesAreTiedToTheirLines() throws {
    let series = (0..<3).map { index in
      LineChart.Series(
        name: "method \(index)", color: "#12345\(index)",
        points: [1, 2].map { .init(x: $0, y: 0.5, low: 0.5, high: 0.5) })
    }
    let svg = LineChart(title: "T", xLabel: "N", yLabel: "A", series: series).svg
    let elements = try PageElements(svg)
    for index in 0..<3 {
      let ties = elements.all("polyline").filter { $0["stroke"] == "#12345\(index)" }.last
      let ends = try #require(ties?["points"]).split(separator: " ").map {
        $0.split(separator: ",").compactMap { Double($0) }
      }
      // All end in the middle; the first and the last name were moved by 17 pixels.
      #expect(ends.count == 3 && ends[0][1] == 228 && ends[2][1] == 228 + 17 * Double(index - 1))
    }
  }

  @Test func longNamesAreShortened() {
    let name = String(repeating: "long ", count: 20)
    let series = LineChart.Series(
      name: name, color: "#123456", points: [.init(x: 1, y: 0.5, low: 0.5, high: 0.5)])
    let svg = LineChart(title: "T", xLabel: "N", yLabel: "A", series: [series]).svg
    #expect(svg.contains(">\(name.prefix(25))…<"))
  }

  @Test func otherNumbersThanPercent() throws {
    let points = [1, 2].map { LineChart.Point(x: $0, y: 2.5, low: 2.5, high: 2.5) }
    let chart = LineChart(
      title: "T", xLabel: "N", yLabel: "Loss", axis: .numbers([2.5]),
      series: [.init(name: "loss", color: "#0072B2", points: points)], style: .page)
    let elements = try PageElements(chart.element(label: "words"))
    #expect(elements.text.contains("loss, 1: 2.500") && !elements.text.contains("%"))
  }
}
