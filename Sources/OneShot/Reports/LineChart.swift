/// Lines over a horizontal axis of whole numbers, each named at its right end.
///
/// Those that stand out have colors, dashes and intervals; the others are thin and gray.
struct LineChart {
  /// One line and its name.
  struct Series {
    let name: String
    let color: String
    /// Lengths of dashes and gaps, in pixels; empty for a solid line.
    var dashes: [Double] = []
    /// By rising `x`; `low` and `high` are the ends of its interval.
    let points: [Point]
    /// Whether it is there for comparison alone.
    var isQuiet = false
  }

  struct Point {
    let x: Int
    let y: Double
    let low: Double
    let high: Double
  }

  let title: String
  let xLabel: String
  let yLabel: String
  var axis = ChartAxis.percent
  let series: [Series]
  var style = SVG.Style.document

  private var isDocument: Bool { style == .document }
  /// The edges of the plot.
  private var left: Double { isDocument ? 76 : 52 }
  private var right: Double {
    let names = series.map { shortened($0.name, to: Self.longestName).count }.max() ?? 0
    return width - 12 - labelGap - 7.8 * Double(names)
  }
  private var top: Double { isDocument ? 56 : 30 }
  /// All names fit below one another.
  private var bottom: Double {
    top + max(isDocument ? 344 : 250, labelHeight * Double(series.count - 1))
  }
  private var width: Double { isDocument ? 760 : 460 }
  private var height: Double { bottom + (isDocument ? 60 : 44) }
  private static let longestName = 26
  /// Between the lines of two names, and between the plot and a name.
  private let labelHeight = 17.0
  private let labelGap = 22.0
  /// Of so many points an interval is a band, and only the line is drawn.
  private let manyPoints = 13

  /// The chart as an SVG document.
  var svg: String { drawing.document }

  /// The chart as an element of a page.
  ///
  /// - Parameter label: What it shows, in words.
  func element(label: String) -> String { drawing.element(label: label) }

  private var drawing: SVG {
    var svg = SVG(width: width, height: height, style: style)
    if isDocument { svg.text(title, left, 28, size: 17, fill: "#222", bold: true) }
    drawVerticalAxis(&svg)
    drawHorizontalAxis(&svg)
    let loud = series.filter { !$0.isQuiet }
    for series in loud { drawInterval(series, &svg) }
    for series in series.filter(\.isQuiet) + loud { draw(series, &svg) }
    nameLines(&svg)
    return svg
  }

  private var xs: [Int] { Set(series.flatMap { $0.points.map(\.x) }).sorted() }

  /// Room on both sides of the first and the last point.
  private func x(_ value: Int) -> Double {
    guard let first = xs.first, let last = xs.last, first < last else { return (left + right) / 2 }
    let inset = isDocument ? 18.0 : 10
    let share = Double(value - first) / Double(last - first)
    return left + inset + share * (right - left - 2 * inset)
  }

  private func y(_ value: Double) -> Double { bottom - axis.part(value) * (bottom - top) }

  /// Names at the right ends of the lines, moved apart where they would touch, each with a piece of its
  /// line that leads to it.
  private func nameLines(_ svg: inout SVG) {
    let named = series.compactMap { series in series.points.last.map { (series, $0) } }
    let places = labelPlaces(
      named.map { y($0.1.y) }, apart: labelHeight, within: top...max(top, bottom))
    for ((series, last), place) in zip(named, places) {
      let end = (x: x(last.x), y: y(last.y))
      let from = (x: max(end.x + 5, right - 6), y: end.y)
      svg.line(
        [from, (right + 4, place), (right + labelGap - 5, place)], stroke: series.color,
        width: series.isQuiet ? 0.8 : 1.5, opacity: series.isQuiet ? 0.6 : 1)
      svg.text(
        shortened(series.name, to: Self.longestName), right + labelGap, place + 4.5,
        size: series.isQuiet ? 13 : 14, fill: series.isQuiet ? "#444" : "#222",
        bold: !series.isQuiet)
    }
  }

  private func drawVerticalAxis(_ svg: inout SVG) {
    for mark in axis.marks {
      let y = y(mark)
      svg.line([(left, y), (right, y)], stroke: mark == axis.low ? "#444" : "#e2e2e2")
      svg.text(axis.text(mark), left - 9, y + 4.5, anchor: .end)
    }
    if isDocument {
      svg.text(yLabel, 22, (top + bottom) / 2, anchor: .middle, turned: true)
    } else {
      svg.text(yLabel, 0, 14, size: 14)
    }
  }

  private func drawHorizontalAxis(_ svg: inout SVG) {
    // From the right, so that the last one always has its label.
    var free = Double.infinity
    for value in xs.reversed() {
      let x = x(value)
      svg.line([(x, bottom), (x, bottom + 5)], stroke: "#444")
      let half = max(26, 7.2 * Double("\(value)".count) + 10) / 2
      if x + half <= free {
        svg.text("\(value)", x, bottom + 21, anchor: .middle)
        free = x - half
      }
    }
    svg.text(
      xLabel, (left + right) / 2, bottom + (isDocument ? 46 : 40), anchor: .middle,
      size: isDocument ? 13 : 14)
  }

  /// Bars at few points, else a band.
  private func drawInterval(_ series: Series, _ svg: inout SVG) {
    let points = series.points.filter { $0.low < $0.high }
    if series.points.count >= manyPoints {
      let (lower, upper) = (
        points.map { (x($0.x), y($0.low)) }, points.map { (x($0.x), y($0.high)) }
      )
      if points.count > 1 { svg.area(upper + lower.reversed(), fill: series.color, opacity: 0.15) }
      return
    }
    for point in points {
      let (x, low, high) = (x(point.x), y(point.low), y(point.high))
      svg.line([(x, low), (x, high)], stroke: series.color, width: 1.5, opacity: 0.6)
      for end in [low, high] {
        svg.line([(x - 4, end), (x + 4, end)], stroke: series.color, width: 1.5, opacity: 0.6)
      }
    }
  }

  private func draw(_ series: Series, _ svg: inout SVG) {
    let places = series.points.map { (x: x($0.x), y: y($0.y)) }
    if places.count > 1 {
      svg.line(
        places, stroke: series.color, width: series.isQuiet ? 1 : 2.5,
        opacity: series.isQuiet ? 0.7 : 1, dashes: series.dashes)
    }
    // Of a long line the line is enough; a pointer on a page still finds the numbers of a shorter one.
    if places.count > 40 || isDocument && places.count >= manyPoints { return }
    for (place, point) in zip(places, series.points) {
      let title = isDocument ? nil : "\(series.name), \(point.x): \(valueText(point))"
      svg.circle(
        place.x, place.y, radius: series.isQuiet ? 2 : 3.5, fill: series.color, title: title)
    }
  }

  private func valueText(_ point: Point) -> String {
    axis.high == 1 && axis.step == 0.2 ? percent(point.y) : decimal(point.y, places: 3)
  }
}
