import Basics
import Datasets

/// A picture of some trials, in color if the images are: in each row a query, a line, and the classes' first examples in the
/// order in which a method likes them, best first; the true class is framed.
///
/// ```swift
/// let picture = TaskPicture(
///   evaluation, trials: evaluation.wrongTrials.prefix(12))
/// try picture.write(to: URL(filePath: "mistakes.png"))
/// ```
public struct TaskPicture: RasterPicture, Hashable {
  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int
  /// 1 of a gray picture, 3 of red, green and blue.
  public let channels: Int
  /// `height · width · channels` bytes, row by row from the top, 0 for black and 255 for white.
  public let pixels: [UInt8]

  /// A picture of chosen trials; nothing is embedded or scored again.
  ///
  /// - Parameters:
  ///   - evaluation: What the method said.
  ///   - trials: Positions in the evaluation's ``Evaluation/rankings``, at least one.
  public init(_ evaluation: Evaluation, trials: some Collection<Int>) {
    require(!trials.isEmpty, "TaskPicture: there are no trials")
    let all = evaluation.rankings
    self.init(evaluation.tasks, trials.map { all[$0] })
  }

  /// A picture of the first query of each of the evaluation's first few tasks, of which there must be at
  /// least one.
  public init(_ evaluation: Evaluation, tasks count: Int) {
    let first = Dictionary(evaluation.rankings.map { ($0.task, $0) }) { first, _ in first }
    let rankings = first.sorted { $0.key < $1.key }.prefix(count).map(\.value)
    require(!rankings.isEmpty, "TaskPicture: there are no tasks")
    self.init(evaluation.tasks, rankings)
  }

  private init(_ set: TaskSet, _ rankings: [Ranking]) {
    let dataset = set.dataset
    let layout = Layout(tile: (dataset.height, dataset.width))
    var canvas = PictureCanvas(
      width: layout.x(1 + rankings.map(\.classes.count).max()!), height: layout.y(rankings.count),
      channels: dataset.channels)
    for (row, ranking) in rankings.enumerated() {
      canvas.draw(dataset, ranking.query, x: layout.x(0), y: layout.y(row))
      for (place, position) in ranking.classes.enumerated() {
        canvas.draw(
          dataset, set.tasks[ranking.task].support[position][0], x: layout.x(1 + place),
          y: layout.y(row))
      }
      canvas.frame(
        x: layout.x(1 + ranking.rank), y: layout.y(row), height: dataset.height,
        width: dataset.width, thickness: layout.frame)
    }
    canvas.fill(
      x: layout.line, y: layout.gap, height: canvas.height - 2 * layout.gap, width: 1, gray: 127)
    width = canvas.width
    height = canvas.height
    channels = canvas.channels
    pixels = canvas.pixels
  }
}

/// Where things are, in pixels.
private struct Layout {
  let tile: (height: Int, width: Int)

  /// Between tiles: room for two frames.
  var gap: Int { 2 * frame + 3 }
  var frame: Int { max(2, tile.width / 28) }

  /// The left edge of a column; column 0 is the query's, and the line takes two more gaps.
  func x(_ column: Int) -> Int { gap + column * (tile.width + gap) + (column > 0 ? 2 * gap : 0) }
  func y(_ row: Int) -> Int { gap + row * (tile.height + gap) }
  var line: Int { (x(0) + tile.width + x(1)) / 2 }
}
