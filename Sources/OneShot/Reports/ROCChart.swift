/// What thresholds cost: the part of the right pairs that is accepted against the part of the wrong ones,
/// with the threshold that was chosen.
///
/// ```swift
/// let curve = try verification.rocCurve()
/// let chart = ROCChart(curve, threshold: curve.equalErrorThreshold)
/// let svg = chart.svg
/// ```
public struct ROCChart: VectorPicture {
  /// The rates for each threshold.
  public let curve: ROCCurve
  /// The threshold that was chosen; nil if none was.
  public let threshold: Float?
  /// What is to be accepted, in the plural.
  public let same: String
  /// What is to be refused, in the plural.
  public let different: String

  /// A chart of a curve.
  ///
  /// - Parameters:
  ///   - curve: The rates for each threshold.
  ///   - threshold: The threshold that was chosen; default none.
  ///   - same: What is to be accepted, in the plural; default `same pairs`.
  ///   - different: What is to be refused, in the plural; default `different pairs`.
  public init(
    _ curve: ROCCurve, threshold: Float? = nil, same: String = "same pairs",
    different: String = "different pairs"
  ) {
    self.curve = curve
    self.threshold = threshold
    self.same = same
    self.different = different
  }

  /// The chart as an SVG document of 480 × 464 pixels.
  public var svg: String { drawing(.document).document }

  /// The chart as an element of a page.
  var element: String { drawing(.page).element(label: words) }

  /// What the chart shows, in words.
  var words: String {
    let choice = threshold.map { threshold in
      let point = curve.point(threshold: threshold)
      return "; the threshold \(scoreText(threshold)) accepts \(percent(point.trueAcceptRate)) of "
        + "\(same) and \(percent(point.falseAcceptRate)) of \(different)"
    }
    return "ROC curve with area \(decimal(curve.areaUnderCurve, places: 3)) and equal error rate "
      + percent(curve.equalErrorRate) + (choice ?? "")
  }

  /// The edges of the plot, which is square.
  private let left = 58.0
  private let top = 30.0
  private let side = 380.0

  private func place(_ point: ROCCurve.Point) -> (x: Double, y: Double) {
    (left + point.falseAcceptRate * side, top + side - point.trueAcceptRate * side)
  }

  private func drawing(_ style: SVG.Style) -> SVG {
    var svg = SVG(width: left + side + 42, height: top + side + 54, style: style)
    for mark in ChartAxis.percent.marks {
      let (x, y) = (left + mark * side, top + side - mark * side)
      let color = mark == 0 ? "#444" : "#e2e2e2"
      svg.line([(left, y), (left + side, y)], stroke: color)
      svg.line([(x, top), (x, top + side)], stroke: color)
      svg.text(ChartAxis.percent.text(mark), left - 8, y + 4.5, anchor: .end)
      svg.text(ChartAxis.percent.text(mark), x, top + side + 20, anchor: .middle)
    }
    svg.text("Accepted of \(same)", 0, 14, size: 14)
    svg.text(
      "Accepted of \(different)", left + side / 2, top + side + 43, anchor: .middle, size: 14)
    svg.line([(left, top), (left + side, top + side)], stroke: "#999999", dashes: [3, 4])
    svg.text("equal errors", left + side * 0.72, top + side * 0.7, size: 13, fill: "#444")
    svg.line(corners.map(place), stroke: "#0072B2", width: 2.5)
    if let threshold { draw(threshold, &svg) }
    return svg
  }

  private func draw(_ threshold: Float, _ svg: inout SVG) {
    let point = curve.point(threshold: threshold)
    let (x, y) = place(point)
    let isRight = x > left + side * 0.6
    let lines = [
      "threshold \(scoreText(threshold))",
      "\(percent(point.trueAcceptRate)) of \(same)",
      "\(percent(point.falseAcceptRate)) of \(different)",
    ]
    svg.circle(x, y, radius: 6, fill: "#D55E00", title: lines.joined(separator: ", "))
    let first = min(max(y + 24, top + 30), top + side - 60)
    for (index, line) in lines.enumerated() {
      svg.text(
        line, x + (isRight ? -14 : 14), first + Double(index) * 18, anchor: isRight ? .end : .start,
        size: 14, fill: "#222", bold: index == 0)
    }
  }

  /// The points where the curve turns: of a step of many only its ends.
  private var corners: [ROCCurve.Point] {
    let points = curve.points
    return points.indices.filter { index in
      guard index > 0, index + 1 < points.count else { return true }
      let (before, point, after) = (points[index - 1], points[index], points[index + 1])
      let isLevel =
        before.trueAcceptRate == point.trueAcceptRate
        && point.trueAcceptRate == after.trueAcceptRate
      let isSteep =
        before.falseAcceptRate == point.falseAcceptRate
        && point.falseAcceptRate == after.falseAcceptRate
      return !isLevel && !isSteep
    }.map { points[$0] }
  }
}
