import OneShot
import Testing

@Suite struct TaskGridTests {
  /// 24 × 24 images of one gray each: 10 times the class.
  static let plain = ImageDataset(
    name: "plain", height: 24, width: 24, groups: ["plain"],
    classes: (0..<25).map { .init(name: "\($0)", group: 0, images: [$0]) },
    pixels: (0..<25).flatMap { Array(repeating: UInt8(10 * $0), count: 576) })

  private func gray(_ grid: some RasterPicture, _ x: Int, _ y: Int) -> UInt8 {
    grid.pixels[y * grid.width + x]
  }

  @Test(arguments: [(9, 3), (25, 5), (7, 3)])
  func aQueryAboveASquare(ways: Int, side: Int) {
    let task = OneShotTask(support: (0..<ways).map { [$0] }, queries: [3, 5], answers: [3, 5])
    let grid = TaskGrid(task, of: Self.plain, query: 1)
    // Tiles of 24 and gaps of 4; above them the query and four gaps.
    #expect(grid.width == 4 + 28 * side && grid.height == grid.width - (ways == 7 ? 0 : 0) + 40)
    #expect(gray(grid, grid.width / 2, 16) == 255 - 50)
    for place in 0..<ways {
      let (x, y) = (16 + place % side * 28, 40 + 16 + place / side * 28)
      #expect(gray(grid, x, y) == 255 - UInt8(10 * place))
    }
    // The true class has a black frame, unless the answer is not to be seen.
    let (x, y) = (4 + 5 % side * 28, 44 + 5 / side * 28)
    #expect(gray(grid, x - 1, y + 12) == 0)
    let question = TaskGrid(task, of: Self.plain, query: 1, showsAnswer: false)
    #expect(gray(question, x - 1, y + 12) == 204)
    #expect(TaskGrid(task, of: Self.plain) != grid)
  }
}
