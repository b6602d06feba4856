/// The few shapes that a chart is drawn with, as SVG text.
struct SVG {
  /// Where a picture is to be seen.
  enum Style {
    /// In a file of its own: on white.
    case document
    /// Within a page, whose style sheet has the colors, for light and for dark.
    case page
  }

  let width: Double
  let height: Double
  let style: Style
  private var elements: [String] = []

  /// An empty picture, white in a file of its own; sizes and places are in pixels from the top left.
  init(width: Double, height: Double, style: Style = .document) {
    self.width = width
    self.height = height
    self.style = style
    if style == .document { rectangle(0, 0, width: width, height: height, fill: "white") }
  }

  /// Which end of a text its place is.
  enum Anchor: String { case start, middle, end }

  mutating func rectangle(
    _ x: Double, _ y: Double, width: Double, height: Double, fill: String, stroke: String? = nil,
    radius: Double = 0
  ) {
    elements.append(
      "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" "
        + "fill=\"\(paint(fill))\"" + (stroke.map { " stroke=\"\(paint($0))\"" } ?? "")
        + (radius > 0 ? " rx=\"\(n(radius))\"" : "") + "/>")
  }

  mutating func line(
    _ points: [(x: Double, y: Double)], stroke: String, width: Double = 1, opacity: Double = 1,
    dashes: [Double] = []
  ) {
    let path = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    elements.append(
      "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(paint(stroke))\" "
        + "stroke-width=\"\(n(width))\" stroke-linejoin=\"round\""
        + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes.map(n).joined(separator: " "))\"")
        + (opacity < 1 ? " stroke-opacity=\"\(decimal(opacity, places: 2))\"" : "") + "/>")
  }

  /// What a closed line surrounds, without the line.
  mutating func area(_ points: [(x: Double, y: Double)], fill: String, opacity: Double) {
    let path = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    elements.append(
      "<polygon points=\"\(path)\" fill=\"\(paint(fill))\" "
        + "fill-opacity=\"\(decimal(opacity, places: 2))\"/>")
  }

  /// A line that ends in a point of an arrow.
  mutating func arrow(_ points: [(x: Double, y: Double)], stroke: String) {
    line(points, stroke: stroke, width: 1.5)
    guard let end = points.last, let before = points.dropLast().last else { return }
    let (dx, dy) = (end.x - before.x, end.y - before.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
    let (ux, uy) = (dx / length, dy / length)
    let sides = [-4.0, 4].map { "\(n(end.x - 7 * ux - $0 * uy)),\(n(end.y - 7 * uy + $0 * ux))" }
    elements.append(
      "<polygon points=\"\(n(end.x)),\(n(end.y)) \(sides.joined(separator: " "))\" "
        + "fill=\"\(paint(stroke))\"/>")
  }

  /// A dot; `title` is what a pointer over it shows.
  mutating func circle(
    _ x: Double, _ y: Double, radius: Double, fill: String, opacity: Double = 1,
    title: String? = nil
  ) {
    let shape =
      "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" fill=\"\(paint(fill))\""
      + (opacity < 1 ? " fill-opacity=\"\(decimal(opacity, places: 2))\"" : "")
    elements.append(
      shape + (title.map { "><title>\(markup($0))</title></circle>" } ?? "/>"))
  }

  /// A line of text whose baseline is at `y`; `turned` reads upwards.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, size: Double = 13,
    fill: String = "#444", bold: Bool = false, turned: Bool = false
  ) {
    elements.append(
      "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor.rawValue)\" "
        + "font-size=\"\(n(size))\" fill=\"\(paint(fill))\"" + (bold ? " font-weight=\"bold\"" : "")
        + (turned ? " transform=\"rotate(-90 \(n(x)) \(n(y)))\"" : "") + ">\(markup(text))</text>")
  }

  /// A picture with hard pixels.
  ///
  /// - Parameters:
  ///   - address: Where it is: a data URL.
  ///   - multiplies: Whether what is below white pixels can be seen.
  mutating func image(
    _ address: String, _ x: Double, _ y: Double, width: Double, height: Double,
    multiplies: Bool = false
  ) {
    elements.append(
      "<image href=\"\(address)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" "
        + "height=\"\(n(height))\" style=\"image-rendering:pixelated"
        + "\(multiplies ? ";mix-blend-mode:multiply" : "")\"/>")
  }

  /// An element that is not among the shapes above.
  mutating func add(_ element: String) { elements.append(element) }

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

  /// The picture as an element of a page, which scales it to its width.
  ///
  /// - Parameters:
  ///   - label: What it shows, for those who do not see it.
  ///   - role: `img`, or `group` if parts of it can be pointed at.
  func element(label: String, role: String = "img") -> String {
    """
    <svg viewBox="0 0 \(n(width)) \(n(height))" style="max-width:\(n(width * 1.15))px" \
    role="\(role)" aria-label="\(markup(label))">
    \(elements.joined(separator: "\n"))
    </svg>
    """
  }

  /// The name that a page's style sheet has for a color.
  private func paint(_ color: String) -> String {
    guard style == .page, let name = Self.names[color] else { return color }
    return "var(--\(name))"
  }

  private static let names = [
    "white": "paper", "#222": "ink", "#444": "soft", "#e2e2e2": "grid", "#999999": "quiet",
    "#0072B2": "blue", "#D55E00": "red", "#009E73": "green", "#CC79A7": "pink",
    "#E69F00": "orange", "#56B4E9": "sky", "#000000": "ink", "#F0E442": "yellow",
  ]

  /// A length with at most one digit after the point.
  private func n(_ value: Double) -> String { length(value) }
}

/// A length in pixels with at most one digit after the point.
func length(_ value: Double) -> String {
  let text = decimal(value, places: 1)
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
