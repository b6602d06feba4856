import Testing

@testable import OneShot

@Suite struct SVGTests {
  @Test func shapesAndTheirNumbers() {
    var svg = SVG(width: 20, height: 10)
    svg.line([(0, 1.25), (2, -3.04)], stroke: "red", width: 1.5, opacity: 0.5)
    svg.circle(1, 2, radius: 3, fill: "blue")
    let lines = svg.document.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\""))
    #expect(
      lines[2] == "<polyline points=\"0,1.3 2,-3\" fill=\"none\" stroke=\"red\" "
        + "stroke-width=\"1.5\" stroke-linejoin=\"round\" stroke-opacity=\"0.50\"/>")
    #expect(lines[3] == "<circle cx=\"1\" cy=\"2\" r=\"3\" fill=\"blue\"/>")
    #expect(lines[4] == "</svg>")
  }

  @Test func areasHaveNoLine() throws {
    var svg = SVG(width: 20, height: 10)
    svg.area([(0, 0), (2, 0), (1, 1.5)], fill: "blue", opacity: 0.15)
    #expect(
      svg.document.contains(
        "<polygon points=\"0,0 2,0 1,1.5\" fill=\"blue\" fill-opacity=\"0.15\"/>"))
  }

  @Test func textIsEscaped() {
    var svg = SVG(width: 20, height: 10)
    svg.text("<a> & b", 0, 0)
    #expect(svg.document.contains(">&lt;a&gt; &amp; b</text>"))
  }

  @Test func onAPageColorsHaveNames() throws {
    var svg = SVG(width: 20, height: 10, style: .page)
    svg.circle(1, 2, radius: 3, fill: "#0072B2", opacity: 0.5, title: "a < b")
    svg.rectangle(0, 0, width: 5, height: 5, fill: "#123456", stroke: "#999999", radius: 2)
    let elements = try PageElements(svg.element(label: "\"what\" it shows"))
    #expect(elements.all("svg", "aria-label") == ["\"what\" it shows"])
    #expect(elements.all("svg", "role") == ["img"] && elements.all("svg", "width").isEmpty)
    #expect(elements.all("circle")[0]["fill"] == "var(--blue)" && elements.text.contains("a < b"))
    // There is no white ground, and colors without a name stay.
    #expect(elements.all("rect").map { $0["fill"] } == ["#123456"])
    #expect(elements.all("rect", "stroke") == ["var(--quiet)"])
  }

  @Test func arrowsPointWhereTheyEnd() throws {
    var svg = SVG(width: 20, height: 30)
    svg.arrow([(5, 0), (5, 20)], stroke: "#444")
    svg.image("data:,", 1, 2, width: 3, height: 4, multiplies: true)
    let elements = try PageElements(svg.document)
    #expect(elements.all("polygon", "points") == ["5,20 9,13 1,13"])
    #expect(elements.all("image")[0]["style"]?.hasSuffix("mix-blend-mode:multiply") == true)
  }
}
