import Basics

/// Accuracy against the number of classes N: a line for each method, named at its end.
///
/// ```swift
/// let suite = try TaskSuite.fewShot(
///   on: unseen, ways: [5, 10, 20], scopes: [.withinGroup])
/// let svg = AccuracyChart("Within a group", suite.rows(for: siamese)).svg
/// ```
///
/// A few methods at a time stand out, in color and with 95 % intervals; the others are thin and gray:
///
/// ```swift
/// AccuracyChart("Methods", rows, highlighting: ["siamese", "hausdorff"])
/// ```
public struct AccuracyChart: VectorPicture {
  /// What is written above the chart.
  public let title: String
  /// The points of the chart.
  public let rows: [ResultRow]
  /// The methods that stand out, in the order of their colors.
  public let highlighted: [String]

  /// A chart of `rows`, which should be of one protocol and one number of shots.
  ///
  /// - Parameters:
  ///   - title: What is written above the chart.
  ///   - rows: The points; the methods are drawn in the order of their first ones.
  ///   - methods: Those that stand out; each must have a row. Default nil: all if there are at most four,
  ///     else the two with the best mean accuracy and the best of the other baselines: the nearest
  ///     neighbor, the Hausdorff distance and guessing.
  public init(_ title: String, _ rows: [ResultRow], highlighting methods: [String]? = nil) {
    self.title = title
    self.rows = rows
    highlighted = methods ?? Self.telling(rows)
    for method in highlighted {
      require(
        rows.methods.contains(method),
        "AccuracyChart: no row of \(method), expected one of \(rows.methods)")
    }
  }

  /// The chart as an SVG document of 760 × 460 pixels, higher if the names of the methods need more.
  public var svg: String { chart(.document).svg }

  /// The chart as an element of a page.
  var element: String {
    let words = highlighted.compactMap { method in
      rows.filter { $0.method == method }.max { $0.ways < $1.ways }.map {
        "; \(method) reaches \($0.accuracy.percentText) with \($0.ways) classes"
      }
    }
    return chart(.page).element(
      label: "\(title): accuracy against the number of classes\(words.joined())")
  }

  /// Those that tell most.
  private static func telling(_ rows: [ResultRow]) -> [String] {
    let methods = rows.methods
    if methods.count <= 4 { return methods }
    let means = Dictionary(grouping: rows, by: \.method).mapValues { rows in
      rows.map(\.accuracy.value).reduce(0, +) / Double(rows.count)
    }
    let order = methods.sorted { means[$0]! > means[$1]! }
    return Array(
      order.prefix(2) + order.dropFirst(2).filter { baseline($0) != nil }.prefix(1))
  }

  private func chart(_ style: SVG.Style) -> LineChart {
    let series = rows.methods.map { method in
      let look = highlighted.firstIndex(of: method).map(look)
      return LineChart.Series(
        name: method, color: look?.color ?? "#999999", dashes: look?.dashes ?? [],
        points: rows.filter { $0.method == method }.sorted { $0.ways < $1.ways }.map { row in
          let interval = row.accuracy.interval
          return LineChart.Point(
            x: row.ways, y: row.accuracy.value, low: interval.lowerBound, high: interval.upperBound)
        }, isQuiet: look == nil)
    }
    return LineChart(
      title: title, xLabel: "Number of classes N (one of them is right)", yLabel: "Accuracy",
      series: series, style: style)
  }

  private typealias Look = (color: String, dashes: [Double])

  /// The color and the dashes of a highlighted method. The baselines keep theirs whatever else is in the
  /// chart. All can be told apart by those who do not see red or green (Okabe and Ito, "Color universal
  /// design", 2008), and by their dashes where there is no color.
  private func look(_ place: Int) -> Look {
    if let look = Self.baseline(highlighted[place]) { return look }
    let others = ["#0072B2", "#D55E00", "#CC79A7", "#56B4E9", "#000000"]
    let dashes: [[Double]] = [[], [9, 4], [9, 3, 2, 3], [5, 3]]
    let index = place - highlighted[..<place].count { Self.baseline($0) != nil }
    // Both have come round together only after twenty.
    return (others[index % others.count], dashes[index % dashes.count])
  }

  /// How a method that learns nothing looks, whether its name is a scorer's or in words; nil of others.
  private static func baseline(_ method: String) -> Look? {
    let known: [String: Look] = [
      "random": ("#444", [1.5, 4]), "nearest neighbor": ("#E69F00", [2.5, 3]),
      "hausdorff": ("#009E73", [6, 2, 1.5, 2]),
    ]
    return known[method.lowercased().replacing("-", with: " ")]
  }
}
