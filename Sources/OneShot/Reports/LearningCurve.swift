import Training

/// How accuracies grew while a network was trained, against the number of steps.
///
/// ```swift
/// let curve = LearningCurve("Learning", history, ["oneShotAccuracy": "20-way one-shot"])
/// let svg = curve.svg
/// ```
public struct LearningCurve: Sendable {
  /// What is written above the chart.
  public let title: String
  /// What each epoch reported.
  public let history: TrainingHistory
  /// What to draw: names of the epochs' logs, each from 0 to 1, and what the legend calls them.
  public let names: KeyValuePairs<String, String>

  /// A chart of the logs of the given names; epochs without one of them have no point on its line.
  public init(
    _ title: String, _ history: TrainingHistory, _ names: KeyValuePairs<String, String>
  ) {
    self.title = title
    self.history = history
    self.names = names
  }

  /// The chart as an SVG document of 760 × 460 pixels.
  public var svg: String {
    let colors = ["#0072B2", "#D55E00", "#CC79A7", "#56B4E9"]
    let series = zip(names, 0...).map { name, index in
      LineChart.Series(
        name: name.value, color: colors[index % colors.count],
        points: history.epochs.compactMap { epoch in
          epoch.logs[name.key].map {
            LineChart.Point(x: epoch.iteration, y: $0, low: $0, high: $0)
          }
        })
    }
    return LineChart(title: title, xLabel: "Steps", yLabel: "Accuracy", series: series).svg
  }
}
