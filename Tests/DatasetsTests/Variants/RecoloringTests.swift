import Testing

@testable import Datasets

@Suite struct RecoloringTests {
  /// A red, a gray and a blue class of two pixels each.
  private let data = ImageDataset(
    name: "three", format: ImageFormat(height: 1, width: 1, channels: 3, values: .imageNet),
    groups: ["a", "b"],
    classes: [
      .init(name: "red", group: 0, images: [0, 1]), .init(name: "gray", group: 0, images: [2, 3]),
      .init(name: "blue", group: 1, images: [5, 4]),
    ],
    pixels: [200, 1, 2, 210, 3, 4, 9, 9, 9, 80, 85, 80, 0, 0, 250, 10, 0, 240])

  private struct Stored: ImageSource {
    let data: ImageDataset
    var count: Int { data.count }
    func pixels(at position: Int) -> [UInt8] { data.bytes(ofImage: position) }
  }

  @Test func coloredClassesComeInThreeColorings() throws {
    let source = ImageDataset(
      name: "three", format: data.format, groups: data.groups, classes: data.classes,
      source: Stored(data: data))
    for data in [data, source] {
      let all = try data.recoloredAsClasses()
      #expect(all.isInMemory == data.isInMemory && all.count == 14)
      #expect(
        all.groups[2...] == ["a·recolored 1", "b·recolored 1", "a·recolored 2", "b·recolored 2"])
      #expect(all.classes.map(\.name) == ["red", "gray", "blue", "red", "blue", "red", "blue"])
      #expect(all.classes.map(\.group) == [0, 0, 1, 2, 3, 4, 5])
      #expect(all.pixels.prefix(18) == data.pixels[...])
      let red = all.classes[3].images
      #expect(
        all.bytes(ofImage: red[0]) == [1, 2, 200] && all.bytes(ofImage: red[1]) == [3, 4, 210])
      #expect(all.bytes(ofImage: all.classes[6].images[0]) == [240, 10, 0])
      #expect(try data.recoloredAsClasses(colorfulness: 300).count == 6)
    }
  }

  @Test func grayImagesStop() async {
    await #expect(processExitsWith: .failure) { _ = try sampleDataset().recoloredAsClasses() }
  }
}
