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
    // One circle more is in the legend.
    #expect(chart.circles("#999999").count == 4)
    let siamese = chart.circles("#0072B2")
    try #require(siamese.count == 3)
    // By rising N: 100 % lies higher than 80 %, in the place of the axis' own 100 % and 80 %.
    #expect(siamese[1].x < siamese[2].x)
    #expect(siamese[1].y == 84 && abs(siamese[2].y - (84 + 0.2 * 316)) < 0.1)
  }

  @Test func otherMethodsGetColorsOfTheirOwn() throws {
    let rows = ["siamese", "prototypes", "matching"].flatMap { sampleRows($0, [5: 80]) }
    let chart = try Elements.parse(AccuracyChart("Methods", rows).svg)
    let colors = Set(chart.found.filter { $0.name == "circle" }.map { $0.attributes["fill"] })
    #expect(colors.count == 3)
  }

  @Test func manyMethodsHaveALegendOfSeveralLines() throws {
    let methods = [
      "siamese", "prototypical", "matching", "matching-fce", "relation", "ridge-regression",
      "nearest-neighbor", "random", "hausdorff",
    ]
    let rows = methods.flatMap { sampleRows($0, [5: 400, 10: 0]) }
    let chart = try Elements.parse(AccuracyChart("Methods", rows).svg)
    let circles = chart.found.filter { $0.name == "circle" }.map(\.attributes)
    #expect(Set(circles.map { $0["fill"] }).count == methods.count)
    // Entries of the legend are larger than points.
    let legend = circles.filter { $0["r"] == "4" }
    #expect(legend.count == methods.count && Set(legend.map { $0["cy"] }).count == 2)
    #expect(legend.allSatisfy { Double($0["cx"]!)! < 700 })
    let points = circles.filter { $0["r"] != "4" }.map { Double($0["cy"]!)! }
    #expect(points.max()! - points.min()! == 316 && points.min()! == 104)
  }

  @Test func moreMethodsThanColorsAreDashed() throws {
    let rows = (0..<7).flatMap { sampleRows("method \($0)", [5: 80, 20: 40]) }
    let chart = try Elements.parse(AccuracyChart("Many", rows).svg)
    let dashed = chart.found.filter { $0.attributes["stroke-dasharray"] != nil }
    // The seventh line, in the plot and in the legend, has the first one's color.
    #expect(dashed.count == 2)
    #expect(Set(dashed.map { $0.attributes["stroke"] }) == ["#0072B2"])
  }

  @Test func noRowsAndOneRow() throws {
    for rows in [[], sampleRows("siamese", [20: 0])] {
      let chart = try Elements.parse(AccuracyChart("Few", rows).svg)
      #expect(!chart.found.contains { $0.attributes.values.contains { $0.contains("nan") } })
    }
  }
}
