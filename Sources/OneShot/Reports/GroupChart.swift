/// How often a method is right in each group, with 95 % intervals, the worst group first.
///
/// ```swift
/// let evaluation = Evaluation(of: siamese, on: tasks)
/// let svg = GroupChart(evaluation.byGroup).svg
/// ```
public struct GroupChart: VectorPicture {
  /// The groups, as the chart has them from the top.
  public let groups: GroupAccuracies

  /// A chart of these accuracies.
  public init(_ groups: GroupAccuracies) { self.groups = groups }

  /// The chart as an SVG document, 26 pixels high for each group.
  public var svg: String { drawing(.document).document }

  /// The chart as an element of a page.
  var element: String {
    let words = groups.rows.prefix(30).map { "\($0.group) \($0.accuracy.percentText)" }
    return drawing(.page).element(label: "Accuracy by group: \(words.joined(separator: ", "))")
  }

  private func drawing(_ style: SVG.Style) -> SVG {
    let (line, top, width) = (26.0, 26.0, 460.0)
    let names = groups.rows.map { shortened($0.group, to: 26) }
    let left = 14 + 8.2 * Double(names.map(\.count).max() ?? 0)
    let right = width - 58
    let bottom = top + line * Double(groups.rows.count)
    var svg = SVG(width: width, height: bottom + 8, style: style)
    func x(_ part: Double) -> Double { left + part * (right - left) }
    for mark in ChartAxis.percent.marks {
      svg.line([(x(mark), top), (x(mark), bottom)], stroke: mark == 0 ? "#444" : "#e2e2e2")
      svg.text(ChartAxis.percent.text(mark), x(mark), 14, anchor: .middle)
    }
    for (index, row) in groups.rows.enumerated() {
      let y = top + line * (Double(index) + 0.5)
      let interval = row.accuracy.interval
      svg.text(names[index], left - 10, y + 4.5, anchor: .end, size: 14, fill: "#222")
      svg.line(
        [(x(interval.lowerBound), y), (x(interval.upperBound), y)], stroke: "#0072B2", width: 2,
        opacity: 0.6)
      svg.circle(
        x(row.accuracy.value), y, radius: 5, fill: "#0072B2",
        title: "\(row.group): \(row.accuracy)")
      svg.text(percent(row.accuracy.value), right + 8, y + 4.5, size: 14)
    }
    return svg
  }
}

/// The text, or as much of its beginning as fits before a mark that some is missing.
func shortened(_ text: String, to length: Int) -> String {
  text.count <= length ? text : text.prefix(length - 1) + "…"
}
