import Datasets
import Testing

@Suite struct SofteningTests {
  private func image(_ pixels: [UInt8], height: Int, width: Int) -> ImageDataset {
    ImageDataset(
      name: "one", height: height, width: width, groups: ["a"],
      classes: [.init(name: "c", group: 0, images: [0])], pixels: pixels)
  }

  @Test func spreadsAPixelOverItsSquare() {
    let softened = image(
      [
        0, 0, 0, 0,
        0, 180, 0, 0,
        0, 0, 0, 0,
      ], height: 3, width: 4
    ).softened(radius: 1)
    #expect(
      softened.pixels == [
        20, 20, 20, 0,
        20, 20, 20, 0,
        20, 20, 20, 0,
      ])
  }

  @Test func beyondTheBorderLiesPaper() {
    let softened = image([UInt8](repeating: 255, count: 9), height: 3, width: 3)
      .softened(radius: 1)
    #expect(softened.pixels == [113, 170, 113, 170, 255, 170, 113, 170, 113])
  }

  @Test func aRadiusOfZeroChangesNothing() {
    let original = image([1, 2, 3, 4, 5, 6], height: 2, width: 3)
    #expect(original.softened(radius: 0).pixels == original.pixels)
  }
}
