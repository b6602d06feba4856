import Foundation
import OneShot
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct AccuracyChartTests {
  /// The elements of a chart, by XML's own rules.
  private final class Elements: NSObject, XMLParserDelegate {
    var found: [(name: String, attributes: [String: String])] = []
    var text = ""

    static func parse(_ svg: String) throws -> Elements {
      let elements = Elements()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = elements
      try #require(parser.parse(), "the chart is no XML")
      return elements
    }
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) { found.append((name, attributes)) }
    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func circles(_ color: String) -> [(x: Double, y: Double)] {
      found.filter { $0.name == "circle" && $0.attributes["fill"] == color }.map {
        (Double($0.attributes["cx"]!)!, Double($0.attributes["cy"]!)!)
      }
    }
  }

  @Test func aPointForEachRowAndALineForEachMethod() throws {
    let rows =
      sampleRows("random", [5: 80, 10: 40, 20: 20]) + sampleRows("siamese", [20: 320, 5: 400])
    let chart = try Elements.parse(AccuracyChart("Within & across <alphabets>", rows).svg)
    #expect(chart.text.contains("Within & across <alphabets>"))
    for label in ["random", "siamese", "Accuracy", "100 %"] { #expect(chart.text.contains(label)) }
    #expect(chart.circles("#444").count == 3)
    let siamese = chart.circles("#0072B2")
    try #require(siamese.count == 2)
    // By rising N: 100 % lies higher than 80 %, in the place of the axis' own 100 % and 80 %.
    #expect(siamese[0].x < siamese[1].x)
    #expect(siamese[0].y == 56 && abs(siamese[1].y - (56 + 0.2 * 344)) < 0.1)
  }

  private let methods = [
    "siamese", "prototypical", "matching", "matching-fce", "relation", "ridge-regression",
    "nearest-neighbor", "random", "hausdorff",
  ]

  /// By falling accuracy, but for the nearest neighbor, which is the best of the baselines.
  private func manyRows() -> [ResultRow] {
    zip(methods, 0...).flatMap { method, index in
      sampleRows(method, [5: 400 - 20 * index, 10: 380 - 20 * index])
    }
  }

  @Test func fewMethodsAllStandOut() throws {
    let rows = methods.prefix(4).flatMap { sampleRows($0, [5: 80]) }
    #expect(AccuracyChart("Few", rows).highlighted == Array(methods.prefix(4)))
    let chart = try Elements.parse(AccuracyChart("Few", rows).svg)
    let colors = Set(chart.found.filter { $0.name == "circle" }.map { $0.attributes["fill"] })
    #expect(colors.count == 4 && !colors.contains("#999999"))
  }

  @Test func ofManyMethodsTheTwoBestAndABaselineStandOut() throws {
    let rows = manyRows()
    let best = ["siamese", "prototypical", "nearest-neighbor"]
    #expect(AccuracyChart("Methods", rows.reversed()).highlighted == best)
    let chart = try Elements.parse(AccuracyChart("Methods", rows).svg)
    #expect(chart.circles("#999999").count == 2 * 6)
    for color in ["#0072B2", "#D55E00", "#E69F00"] { #expect(chart.circles(color).count == 2) }
    // Only these have intervals: at each point a bar with two ends.
    let bars = chart.found.filter { $0.attributes["stroke-opacity"] == "0.60" }
    #expect(bars.count { $0.attributes["stroke-width"] == "1.5" } == 3 * 2 * 3)
    // All are named, and no two names touch.
    let names = chart.found.filter { $0.name == "text" }.map(\.attributes)
      .filter { $0["text-anchor"] == "start" }.dropFirst()
    #expect(names.count == methods.count)
    #expect(names.count { $0["font-weight"] == "bold" } == 3)
    let heights = names.map { Double($0["y"]!)! }.sorted()
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 16.9 })
  }

  @Test func othersCanBeChosen() throws {
    let chart = AccuracyChart("Methods", manyRows(), highlighting: ["relation", "hausdorff"])
    #expect(chart.highlighted == ["relation", "hausdorff"])
    let elements = try Elements.parse(chart.svg)
    #expect(elements.circles("#0072B2").count == 2 && elements.circles("#009E73").count == 2)
    #expect(elements.circles("#999999").count == 2 * 7)
    let none = try Elements.parse(AccuracyChart("Quiet", manyRows(), highlighting: []).svg)
    #expect(none.circles("#999999").count == 2 * 9)
  }

  @Test func aMethodWithoutARowIsRefused() async {
    await #expect(processExitsWith: .failure) {
      _ = AccuracyChart("One", sampleRows("a", [5: 1]), highlighting: ["b"])
    }
  }

  /// Where there is no color, dashes tell them apart.
  @Test func linesThatStandOutAreDashed() throws {
    let rows = methods.flatMap { sampleRows($0, [5: 80, 20: 40]) }
    let chart = try Elements.parse(AccuracyChart("All", rows, highlighting: methods).svg)
    let lines = chart.found.filter { $0.attributes["stroke-width"] == "2.5" }.map(\.attributes)
    #expect(lines.count == methods.count)
    let looks = lines.map { "\($0["stroke"]!) \($0["stroke-dasharray"] ?? "")" }
    #expect(Set(looks).count == methods.count)
    let gray = lines.prefix(4).map { $0["stroke-dasharray"] ?? "" }
    #expect(Set(gray).count == 4)
  }

  @Test func manyMethodsMakeItHigher() throws {
    let rows = (0..<30).flatMap { sampleRows("method \($0)", [5: 80, 20: 40]) }
    let chart = try Elements.parse(AccuracyChart("Many", rows).svg)
    #expect(chart.found.first?.attributes["height"] == "609")
  }

  /// Of a line of many points its interval is a band.
  @Test func manyPointsHaveABand() throws {
    let rows = (1...30).flatMap { sampleRows("siamese", [2 * $0: 300]) }
    let chart = try Elements.parse(AccuracyChart("Long", rows).svg)
    #expect(chart.found.count { $0.name == "polygon" } == 1)
    #expect(!chart.found.contains { $0.name == "circle" })
  }

  @Test func noRowsAndOneRow() throws {
    for rows in [[], sampleRows("siamese", [20: 0])] {
      let chart = try Elements.parse(AccuracyChart("Few", rows).svg)
      #expect(!chart.found.contains { $0.attributes.values.contains { $0.contains("nan") } })
    }
  }
}
