import Datasets
import Files
import TestSupport
import Testing

@testable import DatasetFiles

/// What becomes of a layout; how it is made is judged in the tests of folders and lists.
@Suite struct PictureLayoutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func layout(_ owners: [(BytePath, BytePath)]) -> PictureLayout {
    let places = owners.enumerated().map { index, owner in
      PictureLayout.Place(
        path: BytePath("\(index)"), owner: .init(group: owner.0, name: owner.1),
        home: "\(owner.0)/\(owner.1)")
    }
    return PictureLayout(name: "some", places: places, problems: [], expected: "")
  }

  /// Pictures of one pixel, whose ink is their position; those of `bad` are damaged.
  private func pictures(_ layout: PictureLayout, bad: Set<Int> = []) throws -> PreparedPictures {
    for index in layout.places.indices {
      let picture = Bitmap(width: 1, height: 1, pixels: [UInt8(255 - index)])
      try folder.write(bad.contains(index) ? [1] : PNG.encode(picture), to: "\(index)")
    }
    return try PreparedPictures(
      PictureFiles(layout.places.map(\.path), in: FileTree(folder.url)), as: nil,
      skipsProblems: true)
  }

  @Test func classesComeInTheOrderOfTheirNamesAndImagesInTheirs() throws {
    let layout = layout([("b", "x"), ("a", "y"), ("b", "x"), ("a", "x"), ("a", "y")])
    let data = layout.dataset(of: try pictures(layout))
    #expect(data.name == "some" && data.groups == ["a", "b"])
    #expect(
      data.classes == [
        .init(name: "x", group: 0, images: [3]), .init(name: "y", group: 0, images: [1, 4]),
        .init(name: "x", group: 1, images: [0, 2]),
      ])
    #expect(data.pixels == [0, 1, 2, 3, 4])
  }

  @Test func classesThatLookTheSameStayTwo() throws {
    let layout = layout([("a", "\u{E9}"), ("a", "e\u{301}"), ("a", "\u{E9}")])
    let data = layout.dataset(of: try pictures(layout))
    #expect(data.classes.map(\.name) == ["é", "é (2)"])
    #expect(data.classes.map(\.images) == [[1], [0, 2]])
  }

  @Test func aClassWithoutReadableImagesIsNamedOnce() throws {
    let layout = layout([("a", "x"), ("a", "x"), ("a", "y"), ("b", "x")])
    let pictures = try pictures(layout, bad: [0, 1, 3])
    #expect(layout.dataset(of: pictures).groups == ["a"])
    #expect(layout.emptyClasses(given: pictures.readable).map(\.path).sorted() == ["a/x", "b/x"])
  }
}
