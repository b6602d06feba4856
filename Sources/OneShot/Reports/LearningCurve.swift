import Training

/// How accuracies grew while a network was trained, against the number of steps.
///
/// ```swift
/// let curve = LearningCurve(
///   "Learning", history, [.oneShotAccuracy: "20-way one-shot"])
/// let svg = curve.svg
/// ```
public struct LearningCurve: VectorPicture {
  /// What is written above the chart.
  public let title: String
  /// What each epoch reported.
  public let history: TrainingHistory
  /// What to draw: metrics of the epochs' logs, each from 0 to 1, and what their lines are called.
  public let metrics: KeyValuePairs<Metric, String>

  /// A chart of the given metrics; epochs without one of them have no point on its line.
  public init(
    _ title: String, _ history: TrainingHistory, _ metrics: KeyValuePairs<Metric, String>
  ) {
    self.title = title
    self.history = history
    self.metrics = metrics
  }

  /// The chart as an SVG document of 760 × 460 pixels.
  public var svg: String { chart(.document).svg }

  /// The chart as an element of a page.
  var element: String {
    let last = metrics.compactMap { metric, name in
      history[metric].last.map { "\(name) ends at \(percent($0))" }
    }
    return chart(.page).element(
      label: "\(title): accuracies against steps; \(last.joined(separator: ", "))")
  }

  private func chart(_ style: SVG.Style) -> LineChart {
    let colors = ["#0072B2", "#D55E00", "#CC79A7", "#56B4E9"]
    let dashes: [[Double]] = [[], [9, 4], [9, 3, 2, 3], [5, 3]]
    let series = zip(metrics, 0...).map { metric, index in
      LineChart.Series(
        name: metric.value, color: colors[index % colors.count],
        dashes: dashes[index % dashes.count], points: points(of: metric.key))
    }
    return LineChart(
      title: title, xLabel: "Steps", yLabel: "Accuracy", series: series, style: style)
  }

  /// How the loss fell, as an element of a page; nil if no epoch reported it.
  var lossElement: String? {
    let points = points(of: .loss)
    guard let first = points.first, let last = points.last else { return nil }
    return LineChart(
      title: "Loss", xLabel: "Steps", yLabel: "Mean loss of an epoch",
      axis: .numbers(points.map(\.y)),
      series: [.init(name: "loss", color: "#0072B2", points: points)], style: .page
    ).element(
      label: "Loss against steps: from \(decimal(first.y, places: 3)) to "
        + decimal(last.y, places: 3))
  }

  private func points(of metric: Metric) -> [LineChart.Point] {
    history.epochs.compactMap { epoch in
      epoch.logs[metric].map { LineChart.Point(x: epoch.iteration, y: $0, low: $0, high: $0) }
    }
  }
}
