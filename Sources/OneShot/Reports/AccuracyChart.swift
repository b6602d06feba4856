/// Accuracy against the number of classes N: a line for each method, with 95 % intervals.
///
/// ```swift
/// let suite = try TaskSuite.fewShot(
///   on: unseen, ways: [5, 10, 20], scopes: [.withinGroup])
/// let svg = AccuracyChart("Within a group", suite.rows(for: siamese)).svg
/// ```
public struct AccuracyChart: VectorPicture {
  /// What is written above the chart.
  public let title: String
  /// The points of the chart.
  public let rows: [ResultRow]

  /// A chart of `rows`, which should be of one protocol and one number of shots.
  public init(_ title: String, _ rows: [ResultRow]) {
    self.title = title
    self.rows = rows
  }

  /// The chart as an SVG document of 760 × 460 pixels, higher if the legend needs more than a line.
  public var svg: String { chart(highlighting: nil).svg }

  /// The chart as an element of a page, in which one method stands out and the others are gray.
  func element(highlighting method: String) -> String {
    let best = rows.filter { $0.method == method }.max { $0.ways < $1.ways }
    let words =
      best.map { "; \(method) reaches \($0.accuracy.percentText) with \($0.ways) classes" } ?? ""
    return chart(highlighting: method).element(
      label: "\(title): accuracy against the number of classes\(words)")
  }

  private func chart(highlighting highlighted: String?) -> LineChart {
    let series = zip(rows.methods, 0...).map { method, index in
      let style = style(of: method, index)
      let isQuiet = highlighted != nil && method != highlighted
      return LineChart.Series(
        name: method,
        color: highlighted == nil ? style.color : isQuiet ? "#999999" : "#0072B2",
        dashes: highlighted == nil ? style.dashes : [],
        points: rows.filter { $0.method == method }.sorted { $0.ways < $1.ways }.map { row in
          let interval = row.accuracy.interval
          return LineChart.Point(
            x: row.ways, y: row.accuracy.value, low: interval.lowerBound, high: interval.upperBound)
        }, isQuiet: isQuiet)
    }
    return LineChart(
      title: title, xLabel: "Number of classes N (one of them is right)", yLabel: "Accuracy",
      series: series, style: highlighted == nil ? .document : .page)
  }

  /// The baselines keep their colors whatever else is in the chart. All can be told apart by those
  /// who do not see red or green (Okabe and Ito, "Color universal design", 2008).
  /// More methods than colors are told apart by dashes.
  private func style(of method: String, _ index: Int) -> (color: String, dashes: [Double]) {
    let known = ["random": "#999999", "nearest-neighbor": "#E69F00", "hausdorff": "#009E73"]
    let others = ["#0072B2", "#D55E00", "#CC79A7", "#56B4E9", "#000000", "#F0E442"]
    let dashes: [[Double]] = [[], [7, 4], [2, 3]]
    if let color = known[method] { return (color, []) }
    let place = max(0, index - rows.methods[..<index].count { known[$0] != nil })
    return (others[place % others.count], dashes[place / others.count % dashes.count])
  }
}
