/// Lines, with error bars if there are any, over a horizontal axis of whole numbers; the vertical
/// one is in percent.
struct LineChart {
  /// One line and its entry in the legend.
  struct Series {
    let name: String
    let color: String
    /// Lengths of dashes and gaps, in pixels; empty for a solid line.
    var dashes: [Double] = []
    /// By rising `x`; `y`, `low` and `high` in 0 … 1.
    let points: [Point]
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
  let series: [Series]

  private let width = 760.0
  /// The edges of the plot.
  private let left = 76.0
  private let right = 736.0
  private var top: Double { 64 + lineHeight * Double(legend.last.map { $0.line + 1 } ?? 1) }
  private var bottom: Double { top + 316 }
  private var height: Double { bottom + 60 }
  /// Of the legend.
  private let lineHeight = 20.0

  /// The chart as an SVG document.
  var svg: String {
    var svg = SVG(width: width, height: height)
    svg.text(title, left, 32, size: 17, fill: "#222", bold: true)
    drawLegend(&svg)
    drawVerticalAxis(&svg)
    drawHorizontalAxis(&svg)
    for series in series { draw(series, &svg) }
    return svg.document
  }

  private var xs: [Int] { Set(series.flatMap { $0.points.map(\.x) }).sorted() }

  /// Room on both sides of the first and the last point.
  private func x(_ value: Int) -> Double {
    guard let first = xs.first, let last = xs.last, first < last else { return (left + right) / 2 }
    let inset = 18.0
    let share = Double(value - first) / Double(last - first)
    return left + inset + share * (right - left - 2 * inset)
  }

  private func y(_ value: Double) -> Double { bottom - value * (bottom - top) }

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

  private func drawVerticalAxis(_ svg: inout SVG) {
    for percent in stride(from: 0, through: 100, by: 20) {
      let y = y(Double(percent) / 100)
      svg.line([(left, y), (right, y)], stroke: percent == 0 ? "#444" : "#e2e2e2")
      svg.text("\(percent) %", left - 9, y + 4.5, anchor: .end)
    }
    svg.text(yLabel, 22, (top + bottom) / 2, anchor: .middle, turned: true)
  }

  private func drawHorizontalAxis(_ svg: inout SVG) {
    var labeled = -Double.infinity
    for value in xs {
      let x = x(value)
      svg.line([(x, bottom), (x, bottom + 5)], stroke: "#444")
      if x - labeled >= 26 {
        svg.text("\(value)", x, bottom + 21, anchor: .middle)
        labeled = x
      }
    }
    svg.text(xLabel, (left + right) / 2, bottom + 46, anchor: .middle)
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
      svg.line(places, stroke: series.color, width: 2.5, dashes: series.dashes)
    }
    for place in places { svg.circle(place.x, place.y, radius: 3.5, fill: series.color) }
  }
}
