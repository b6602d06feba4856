import Testing

@testable import Datasets

@Suite struct UnionTests {
  @Test func groupsAndClassesOfOneNameAppearOnce() throws {
    let first = sampleDataset(groups: ["Greek", "Latin"], seed: 1)
    let second = sampleDataset(groups: ["Latin", "Korean"], classes: 3, seed: 2)
    let both = try ImageDataset.union([first, second], name: "both")
    #expect(both.name == "both")
    #expect(both.groups == ["Greek", "Latin", "Korean"])
    #expect(both.classes.map(\.group) == [0, 0, 1, 1, 1, 2, 2, 2])
    #expect(both.count == 24)
    #expect(both.classes.flatMap(\.images) == Array(0..<24))
    #expect(pixels(both, 6) == pixels(first, 6))
    #expect(pixels(both, 12) == pixels(second, 6))
    #expect(pixels(both, 23) == pixels(second, 17))
  }

  @Test func imagesOfOtherSizesAreRefused() {
    let error = #expect(throws: DatasetError.self) {
      try ImageDataset.union([sampleDataset(), sampleDataset(height: 7)], name: "both")
    }
    #expect(
      error?.description
        == "sample has images of 7×5 pixels, gray, ink, expected 5×5 pixels, gray, ink like the "
        + "datasets before it"
    )
  }
}
