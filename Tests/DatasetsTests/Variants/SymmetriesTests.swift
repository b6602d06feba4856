import Testing

@testable import Datasets

@Suite struct SymmetriesTests {
  /// One image: 1 2 / 3 4.
  let data = ImageDataset(
    name: "one", height: 2, width: 2, groups: ["Greek"],
    classes: [.init(name: "a", group: 0, images: [0])], pixels: [1, 2, 3, 4])

  @Test func rotationsTurnCounterclockwise() {
    let turned = data.symmetriesAsClasses(reflections: false)
    #expect(turned.groups == ["Greek", "Greek·90°", "Greek·180°", "Greek·270°"])
    #expect(turned.classes.map(\.group) == [0, 1, 2, 3])
    #expect(turned.classes.map(\.images) == [[0], [1], [2], [3]])
    #expect(turned.pixels == [1, 2, 3, 4] + [2, 4, 1, 3] + [4, 3, 2, 1] + [3, 1, 4, 2])
  }

  @Test func reflectionsAreMirroredFirst() {
    let turned = data.symmetriesAsClasses()
    #expect(turned.groups[4...5] == ["Greek·mirrored", "Greek·mirrored·90°"])
    #expect(
      Array(turned.pixels[16...]) == [2, 1, 4, 3] + [1, 3, 2, 4] + [3, 4, 1, 2] + [4, 2, 3, 1])
  }

  @Test func everyImageKeepsItsClass() {
    let data = sampleDataset()
    let turned = data.symmetriesAsClasses()
    #expect(turned.count == 8 * data.count)
    #expect(turned.classes[6 * 3 + 1].images == data.classes[1].images.map { $0 + 3 * data.count })
    #expect(turned.classes[6 * 3 + 1].group == 9)
    #expect(Array(turned.pixels.prefix(data.pixels.count)) == data.pixels)
  }
}
