import Training

/// How accuracies grew while a network was trained, against the number of steps.
///
/// ```swift
/// let curve = LearningCurve(
///   "Learning", history, [.oneShotAccuracy: "20-way one-shot"])
/// let svg = curve.svg
/// ```
public struct LearningCurve: Sendable {
  /// What is written above the chart.
  public let title: String
  /// What each epoch reported.
  public let history: TrainingHistory
  /// What to draw: metrics of the epochs' logs, each from 0 to 1, and what the legend calls them.
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
  public var svg: String {
    let colors = ["#0072B2", "#D55E00", "#CC79A7", "#56B4E9"]
    let series = zip(metrics, 0...).map { metric, index in
      LineChart.Series(
        name: metric.value, color: colors[index % colors.count],
        points: history.epochs.compactMap { epoch in
          epoch.logs[metric.key].map {
            LineChart.Point(x: epoch.iteration, y: $0, low: $0, high: $0)
          }
        })
    }
    return LineChart(title: title, xLabel: "Steps", yLabel: "Accuracy", series: series).svg
  }
}
