import DatasetFiles
import ExampleSupport
import OneShot
import TestSupport
import Testing

@Suite struct PicturesTests {
  /// Pictures of tasks keep the colors of what they show.
  @Test func colorsAreWritten() throws {
    let format = ImageFormat(
      height: 2, width: 2, channels: 3, values: .photograph(mean: [0], deviation: [1]))
    let colors: [[UInt8]] = [[255, 0, 0], [0, 0, 255], [250, 0, 0], [0, 0, 250]]
    let dataset = ImageDataset(
      name: "two", format: format, groups: ["all"],
      classes: [
        .init(name: "red", group: 0, images: [0, 2]),
        .init(name: "blue", group: 0, images: [1, 3]),
      ], pixels: colors.flatMap { color in (0..<4).flatMap { _ in color } })
    let task = OneShotTask(support: [[0], [1]], queries: [2], answers: [0])
    let evaluation = Evaluation(
      of: NearestNeighbor(), on: TaskSet(dataset: dataset, tasks: [task]))
    let folder = try TemporaryFolder()
    try TaskPicture(evaluation, tasks: 1).write(to: folder["tasks.png"])
    let picture = try Bitmap.read(folder["tasks.png"])
    let pixels = stride(from: 0, to: picture.pixels.count, by: 3).map {
      Array(picture.pixels[$0..<$0 + 3])
    }
    for color in colors[...2] { #expect(pixels.count { $0 == color } == 4) }
    #expect(pixels[0] == [255, 255, 255])
  }
}
