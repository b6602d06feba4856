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

  @Test func textIsEscaped() {
    var svg = SVG(width: 20, height: 10)
    svg.text("<a> & b", 0, 0)
    #expect(svg.document.contains(">&lt;a&gt; &amp; b</text>"))
  }
}
