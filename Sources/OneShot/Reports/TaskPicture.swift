import Basics
import Datasets

/// A picture of some trials, in color if the images are: in each row a query, a line, and the classes' first examples in the
/// order in which a method likes them, best first; the true class is framed.
///
/// ```swift
/// let picture = TaskPicture(
///   evaluation, trials: evaluation.wrongTrials.prefix(12))
/// let png = try PNG.encode(
///   Bitmap(
///     width: picture.width, height: picture.height,
///     channels: picture.channels, pixels: picture.pixels))
/// ```
public struct TaskPicture: Sendable, Hashable {
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
    var canvas = Canvas(
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

/// A white picture to draw on.
private struct Canvas {
  let width: Int
  let height: Int
  let channels: Int
  private(set) var pixels: [UInt8]

  init(width: Int, height: Int, channels: Int) {
    self.width = width
    self.height = height
    self.channels = channels
    pixels = Array(repeating: 255, count: width * height * channels)
  }

  /// Draws an image of a dataset: of ink on paper as black on white.
  mutating func draw(_ dataset: ImageDataset, _ image: Int, x: Int, y: Int) {
    var bytes = dataset.bytes(ofImage: image)
    if dataset.format.values.isInk { bytes = bytes.map { 255 - $0 } }
    let line = dataset.width * channels
    for row in 0..<dataset.height {
      let target = ((y + row) * width + x) * channels
      pixels.replaceSubrange(target..<target + line, with: bytes[row * line..<(row + 1) * line])
    }
  }

  mutating func fill(x: Int, y: Int, height: Int, width: Int, gray: UInt8) {
    for row in y..<y + height {
      let start = (row * self.width + x) * channels
      let count = width * channels
      pixels.replaceSubrange(start..<start + count, with: repeatElement(gray, count: count))
    }
  }

  /// A black frame around a tile, one pixel of paper between.
  mutating func frame(x: Int, y: Int, height: Int, width: Int, thickness: Int) {
    let (left, top) = (x - 1 - thickness, y - 1 - thickness)
    let (tall, wide) = (height + 2 + 2 * thickness, width + 2 + 2 * thickness)
    for edge in [top, y + height + 1] {
      fill(x: left, y: edge, height: thickness, width: wide, gray: 0)
    }
    for edge in [left, x + width + 1] {
      fill(x: edge, y: top, height: tall, width: thickness, gray: 0)
    }
  }
}
