/// Lines, with error bars if there are any, over a horizontal axis of whole numbers.
struct LineChart {
  /// One line and its name, in the legend or at its end.
  struct Series {
    let name: String
    let color: String
    /// Lengths of dashes and gaps, in pixels; empty for a solid line.
    var dashes: [Double] = []
    /// By rising `x`; `low` and `high` are the ends of its error bar.
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
  /// Of the page, lines are named at their ends; else a legend does.
  var style = SVG.Style.document

  private var isDocument: Bool { style == .document }
  private var width: Double { isDocument ? 760 : 460 }
  /// The edges of the plot.
  private var left: Double { isDocument ? 76 : 52 }
  private var right: Double {
    isDocument ? 736 : width - 12 - 7.8 * Double(series.map(\.name.count).max() ?? 0)
  }
  private var top: Double {
    isDocument ? 64 + lineHeight * Double(legend.last.map { $0.line + 1 } ?? 1) : 30
  }
  private var bottom: Double { top + (isDocument ? 316 : 250) }
  private var height: Double { bottom + (isDocument ? 60 : 44) }
  /// Of the legend.
  private let lineHeight = 20.0

  /// The chart as an SVG document.
  var svg: String { drawing.document }

  /// The chart as an element of a page.
  ///
  /// - Parameter label: What it shows, in words.
  func element(label: String) -> String { drawing.element(label: label) }

  private var drawing: SVG {
    var svg = SVG(width: width, height: height, style: style)
    if isDocument {
      svg.text(title, left, 32, size: 17, fill: "#222", bold: true)
      drawLegend(&svg)
    }
    drawVerticalAxis(&svg)
    drawHorizontalAxis(&svg)
    for series in series.filter(\.isQuiet) + series.filter({ !$0.isQuiet }) { draw(series, &svg) }
    if !isDocument { nameLines(&svg) }
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

  /// Where the entries of the legend begin; those that do not fit into a line go to the next.
  private var legend: [(x: Double, line: Int)] {
    var (x, line) = (left, 0)
    return series.map { series in
      // Letters are about half as wide as high.
      let width = 29 + 7.2 * Double(series.name.count)
      if x > left && x + width > right { (x, line) = (left, line + 1) }
      defer { x += width + 24 }
      return (x, line)
    }
  }

  private func drawLegend(_ svg: inout SVG) {
    for (series, place) in zip(series, legend) {
      let (x, y) = (place.x, 56 + lineHeight * Double(place.line))
      svg.line(
        [(x, y), (x + 22, y)], stroke: series.color, width: 2.5, dashes: series.dashes)
      svg.circle(x + 11, y, radius: 4, fill: series.color)
      svg.text(series.name, x + 29, y + 4.5)
    }
  }

  /// Names at the right ends of the lines, moved apart where they would touch.
  private func nameLines(_ svg: inout SVG) {
    var places = series.compactMap { series in
      series.points.last.map { (series: series, y: y($0.y) + 4.5) }
    }.sorted { $0.y < $1.y }
    let apart = 17.0
    for index in places.indices.dropFirst() {
      places[index].y = max(places[index].y, places[index - 1].y + apart)
    }
    var limit = bottom + 4
    for index in places.indices.reversed() {
      places[index].y = min(places[index].y, limit)
      limit = places[index].y - apart
    }
    for place in places {
      svg.text(
        place.series.name, right + 4, place.y, size: 14,
        fill: place.series.isQuiet ? "#444" : "#222",
        bold: !place.series.isQuiet)
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

  private func draw(_ series: Series, _ svg: inout SVG) {
    for point in series.points where point.low < point.high {
      let (x, low, high) = (x(point.x), y(point.low), y(point.high))
      svg.line([(x, low), (x, high)], stroke: series.color, width: 1.5, opacity: 0.6)
      for end in [low, high] {
        svg.line([(x - 4, end), (x + 4, end)], stroke: series.color, width: 1.5, opacity: 0.6)
      }
    }
    let places = series.points.map { (x: x($0.x), y: y($0.y)) }
    if places.count > 1 {
      svg.line(
        places, stroke: series.color, width: series.isQuiet ? 1.5 : 2.5, dashes: series.dashes)
    }
    // Of a long training the line is enough.
    if !isDocument && places.count > 40 { return }
    for (place, point) in zip(places, series.points) {
      let title = isDocument ? nil : "\(series.name), \(point.x): \(valueText(point))"
      svg.circle(
        place.x, place.y, radius: series.isQuiet ? 2.5 : 3.5, fill: series.color, title: title)
    }
  }

  private func valueText(_ point: Point) -> String {
    axis.high == 1 && axis.step == 0.2 ? percent(point.y) : decimal(point.y, places: 3)
  }
}
