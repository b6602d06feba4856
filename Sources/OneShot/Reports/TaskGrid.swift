import Basics
import Datasets

/// A task as it is told: a query, and below it the classes in a square, one example each, of which one is
/// of the query's class.
///
/// ```swift
/// let task = try TaskSampler(unseen, ways: 25).tasks(1, seed: 1)[0]
/// try TaskGrid(task, of: unseen).write(to: URL(filePath: "25-way.png"))
/// ```
public struct TaskGrid: RasterPicture, Hashable {
  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int
  /// 1 of a gray picture, 3 of red, green and blue.
  public let channels: Int
  /// `height · width · channels` bytes, row by row from the top.
  public let pixels: [UInt8]

  /// A picture of one query of a task. Of several examples of a class the first is shown.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - dataset: Its images.
  ///   - query: Which of its queries; default the first.
  ///   - showsAnswer: Whether the class of the query is framed; default true.
  public init(
    _ task: OneShotTask, of dataset: ImageDataset, query: Int = 0, showsAnswer: Bool = true
  ) {
    require(
      task.queries.indices.contains(query),
      "TaskGrid: no query \(query), the task has \(task.queries.count)")
    let sheet = TileSheet(dataset, count: task.ways)
    let space = sheet.gap * 4
    var canvas = PictureCanvas(
      width: sheet.width, height: sheet.height + dataset.height + space, channels: dataset.channels)
    let (x, y) = ((sheet.width - dataset.width) / 2, sheet.gap)
    canvas.draw(dataset, task.queries[query], x: x, y: y)
    canvas.outline(dataset, x: x, y: y)
    let top = dataset.height + space
    sheet.draw(task.support.map { $0[0] }, on: &canvas, top: top)
    if showsAnswer {
      let (x, y) = sheet.place(task.answers[query])
      canvas.frame(
        x: x, y: y + top, height: dataset.height, width: dataset.width,
        thickness: sheet.gap / 2, gap: 0)
    }
    width = canvas.width
    height = canvas.height
    channels = canvas.channels
    pixels = canvas.pixels
  }
}

/// Tiles in a square, or in as many columns as are asked for.
struct TileSheet {
  let dataset: ImageDataset
  let columns: Int
  let rows: Int

  init(_ dataset: ImageDataset, count: Int, columns: Int? = nil) {
    self.dataset = dataset
    var side = 1
    while side * side < count { side += 1 }
    self.columns = columns ?? side
    rows = max(1, (count + self.columns - 1) / self.columns)
  }

  /// Between tiles, in pixels.
  var gap: Int { max(4, dataset.width / 12) }
  var width: Int { gap + columns * (dataset.width + gap) }
  var height: Int { gap + rows * (dataset.height + gap) }

  func place(_ position: Int) -> (x: Int, y: Int) {
    (
      gap + position % columns * (dataset.width + gap),
      gap + position / columns * (dataset.height + gap)
    )
  }

  func draw(_ images: [Int], on canvas: inout PictureCanvas, top: Int = 0) {
    for (position, image) in images.enumerated() {
      let (x, y) = place(position)
      canvas.draw(dataset, image, x: x, y: y + top)
      canvas.outline(dataset, x: x, y: y + top)
    }
  }
}

extension PictureCanvas {
  /// A thin gray line around a tile, so that paper on paper has an end.
  fileprivate mutating func outline(_ dataset: ImageDataset, x: Int, y: Int) {
    frame(
      x: x, y: y, height: dataset.height, width: dataset.width, thickness: 1, gap: 0, gray: 204)
  }
}
