import OneShot
import Testing

@Suite struct TaskPictureTests {
  /// 40 × 40 images, each of one byte: 10 times its class.
  private let dataset = ImageDataset(
    name: "plain", height: 40, width: 40, groups: ["plain"],
    classes: (0..<4).map { .init(name: "\($0)", group: 0, images: [2 * $0, 2 * $0 + 1]) },
    pixels: (0..<4).flatMap { Array(repeating: UInt8(10 * $0), count: 2 * 1600) })

  /// Likes dark images, whatever the query.
  private struct Darkness: PairScorer {
    let name = "darkness"
    func embed(_ images: Tensor) -> Tensor { images.flattened().sum(axes: [1]) }
    func scores(of a: Tensor, with b: Tensor) -> Tensor {
      Tensor(a.scalars.flatMap { _ in b.scalars }, shape: [a.count, b.count])
    }
  }

  private let tasks = [
    OneShotTask(support: [[0], [2], [4]], queries: [3], answers: [1]),
    OneShotTask(support: [[4], [6], [0], [2]], queries: [7, 1], answers: [1, 2]),
  ]

  private var evaluation: Evaluation {
    Evaluation(of: Darkness(), on: TaskSet(dataset: dataset, tasks: tasks))
  }

  @Test func theFirstQueryOfEachTask() {
    #expect(TaskPicture(evaluation, tasks: 2) == TaskPicture(evaluation, trials: [0, 1]))
    #expect(TaskPicture(evaluation, tasks: 1) == TaskPicture(evaluation, trials: [0]))
    #expect(TaskPicture(evaluation, trials: [2]) != TaskPicture(evaluation, trials: [1]))
  }

  @Test func classesByRankWithTheTrueOneFramed() throws {
    let picture = TaskPicture(evaluation, trials: [0, 1])
    // Frames of 2, gaps of 7 pixels; two more gaps around the line.
    try #require(picture.width == 7 + 5 * 47 + 14 && picture.height == 7 + 2 * 47)
    #expect(picture.pixels.count == picture.width * picture.height)
    func gray(_ column: Int, _ row: Int, dx: Int = 20, dy: Int = 20) -> UInt8 {
      let x = 7 + column * 47 + (column > 0 ? 14 : 0) + dx
      return picture.pixels[(7 + row * 47 + dy) * picture.width + x]
    }
    #expect((0..<4).map { gray($0, 0) } == [10, 20, 10, 0].map { 255 - $0 })
    #expect((0..<5).map { gray($0, 1) } == [30, 30, 20, 10, 0].map { 255 - $0 })
    // Frames lie one pixel outside of the true class, second in the first row, first in the other.
    #expect((1..<4).map { gray($0, 0, dy: -2) } == [255, 0, 255])
    #expect((1..<5).map { gray($0, 1, dx: -3) } == [0, 255, 255, 255])
    #expect(gray(2, 0, dx: -1) == 255 && gray(2, 0, dx: -4) == 255)
    #expect(gray(1, 0, dx: -11) == 127)
  }
}
