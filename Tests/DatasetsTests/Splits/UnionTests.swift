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
    #expect(both.classes.map(\.images.count) == [3, 3, 6, 6, 3, 3, 3, 3])
    #expect(both.count == 30)
    #expect(both.classes.flatMap(\.images) == Array(0..<30))
    #expect(pixels(both, 6) == pixels(first, 6))
    // The other images of a class that both have follow the first dataset's.
    #expect(pixels(both, 9) == pixels(second, 0))
    #expect(pixels(both, 18) == pixels(second, 6))
    #expect(pixels(both, 29) == pixels(second, 17))
  }

  /// Three datasets of images of one byte, all of a class a/x.
  private func classes(of bytes: [UInt8]...) -> [ImageDataset] {
    bytes.map {
      ImageDataset(
        name: "d", height: 1, width: 1, groups: ["a"],
        classes: [.init(name: "x", group: 0, images: Array($0.indices))], pixels: $0)
    }
  }

  @Test func imagesOfOneClassComeTogetherUnlessTheyAreTheSame() throws {
    let all = try ImageDataset.union(classes(of: [1, 2], [2, 3, 3], [1, 4]), name: "all")
    #expect(all.classes.map(\.name) == ["x"] && all.classes[0].images == Array(0..<5))
    // Within a dataset nothing is left out.
    #expect(all.pixels == [1, 2, 3, 3, 4])
  }

  @Test func imagesThatCannotBeReadAreAProblemWhereTheyHaveToBe() throws {
    func numbered(_ broken: Set<Int>) -> ImageDataset {
      ImageDataset(
        name: "numbers", format: ImageFormat(height: 1, width: 2), groups: ["a"],
        classes: [.init(name: "x", group: 0, images: [0, 1])],
        source: NumberedImages(count: 2, broken: broken))
    }
    #expect(try ImageDataset.union([numbered([]), numbered([])], name: "one").count == 2)
    #expect(try ImageDataset.union([numbered([1])], name: "one").count == 2)
    let error = #expect(throws: DatasetError.self) {
      try ImageDataset.union([numbered([]), numbered([1])], name: "both")
    }
    #expect(error?.description.hasPrefix("numbers: expected to read image 1, found: ") == true)
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
