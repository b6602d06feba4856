/// The few shapes that a chart is drawn with, as SVG text.
struct SVG {
  let width: Double
  let height: Double
  private var elements: [String] = []

  /// An empty white picture; sizes and places are in pixels from the top left.
  init(width: Double, height: Double) {
    self.width = width
    self.height = height
    rectangle(0, 0, width: width, height: height, fill: "white")
  }

  /// Which end of a text its place is.
  enum Anchor: String { case start, middle, end }

  mutating func rectangle(
    _ x: Double, _ y: Double, width: Double, height: Double, fill: String
  ) {
    elements.append(
      "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" "
        + "fill=\"\(fill)\"/>")
  }

  mutating func line(
    _ points: [(x: Double, y: Double)], stroke: String, width: Double = 1, opacity: Double = 1,
    dashes: [Double] = []
  ) {
    let path = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    elements.append(
      "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(stroke)\" "
        + "stroke-width=\"\(n(width))\" stroke-linejoin=\"round\""
        + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes.map(n).joined(separator: " "))\"")
        + (opacity < 1 ? " stroke-opacity=\"\(decimal(opacity, places: 2))\"" : "") + "/>")
  }

  mutating func circle(_ x: Double, _ y: Double, radius: Double, fill: String) {
    elements.append(
      "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" fill=\"\(fill)\"/>")
  }

  /// A line of text whose baseline is at `y`; `turned` reads upwards.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, size: Double = 13,
    fill: String = "#444", bold: Bool = false, turned: Bool = false
  ) {
    elements.append(
      "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor.rawValue)\" "
        + "font-size=\"\(n(size))\" fill=\"\(fill)\"" + (bold ? " font-weight=\"bold\"" : "")
        + (turned ? " transform=\"rotate(-90 \(n(x)) \(n(y)))\"" : "")
        + ">\(escaped(text))</text>")
  }

  /// The whole document.
  var document: String {
    let size = "width=\"\(n(width))\" height=\"\(n(height))\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(size) viewBox="0 0 \(n(width)) \(n(height))" \
      font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }

  /// A length with at most one digit after the point.
  private func n(_ value: Double) -> String {
    let text = decimal(value, places: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: String(character)
      }
    }.joined()
  }
}
