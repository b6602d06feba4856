import Files
import TestSupport
import Testing

@testable import DatasetFiles

/// What paths alone say; what the pictures add is judged in `ImageFolderTests`.
@Suite struct FolderLayoutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func layout(_ names: [String]) throws -> FolderLayout {
    for name in names { try folder.write([], to: "seals/\(name)") }
    return try FolderLayout(of: FileTree(folder["seals"]))
  }

  @Test func aPlaceIsItsGroupAndClass() throws {
    let layout = try layout(["north/gray/2.jpg", "north/gray/1.png", "south/leopard/1.PNG"])
    #expect(layout.name == "seals" && layout.problems.isEmpty)
    #expect(layout.places.map(\.group) == ["north", "north", "south"])
    #expect(layout.places.map(\.name) == ["gray", "gray", "leopard"])
    #expect(layout.places.map(\.folder) == ["north/gray", "north/gray", "south/leopard"])
    #expect(layout.places[0].path == "north/gray/1.png")
  }

  @Test func whereDepthsDifferMostDecide() throws {
    let layout = try layout(["a/1.png", "a/b/1.png", "a/c/1.png"])
    #expect(layout.places.map(\.path) == ["a/b/1.png", "a/c/1.png"])
    #expect(
      layout.problems == [
        FileProblem(
          path: "\(folder.path)/seals/a/1.png", found: "this one at another depth than most",
          expected: "images all as class/image.png or all as group/class/image.png")
      ])
  }

  @Test func problemsComeInTheOrderOfTheirPaths() throws {
    let layout = try layout(["b/1.png", "b/2.gif", "a/notes.txt", "z/deep/er/1.png"])
    let root = folder.path + "/seals/"
    #expect(
      layout.problems.map(\.path) == [root + "a", root + "b/2.gif", root + "z/deep/er/1.png"])
    #expect(layout.places.map(\.path) == ["b/1.png"])
  }
}
