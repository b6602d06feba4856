import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

/// What paths alone say; what the pictures add is judged in `ImageFolderTests`.
@Suite struct FolderLayoutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func layout(_ names: [String]) throws -> PictureLayout {
    for name in names { try folder.write([], to: "seals/\(name)") }
    return try PictureLayout(of: FileTree(folder["seals"]))
  }

  @Test func aPlaceIsItsGroupAndClass() throws {
    let layout = try layout(["north/gray/2.jpg", "north/gray/1.png", "south/leopard/1.PNG"])
    #expect(layout.name == "seals" && layout.problems.isEmpty)
    #expect(layout.places.map(\.owner.group) == ["north", "north", "south"])
    #expect(layout.places.map(\.owner.name) == ["gray", "gray", "leopard"])
    let homes = ["north/gray", "north/gray", "south/leopard"]
    #expect(layout.places.map(\.home) == homes.map { "\(folder.path)/seals/\($0)" })
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
    #expect(layout.problems.map(\.path) == [root + "a", root + "z/deep/er/1.png"])
    // What kind of picture it is and whether that is read, decoding says.
    #expect(layout.places.map(\.path) == ["b/1.png", "b/2.gif"])
  }

  @Test func everyFileIsAPlaceAProblemOrIgnored() throws {
    let names = [
      "a/1.png", "a/notes.txt", "a/.hidden.png", "b/1.jfif", "b/Thumbs.db", "b/c/d/1.png", "README",
      ".git/config",
    ]
    let layout = try layout(names)
    let root = folder.path + "/seals/"
    #expect(layout.places.map(\.path) == ["a/1.png", "b/1.jfif"])
    #expect(layout.problems.map(\.path) == [root + "b/c/d/1.png"])
    #expect(
      layout.ignored
        == [".git", "README", "a/.hidden.png", "a/notes.txt", "b/Thumbs.db"].map { root + $0 })
    #expect(layout.places.count + layout.problems.count + layout.ignored.count == names.count)
    try ZipWriting.zip(names.map { (BytePath($0), []) }, to: folder["seals.zip"])
    let packed = try PictureLayout(of: FileTree(folder["seals.zip"]))
    #expect(packed.places.map(\.path) == layout.places.map(\.path))
    #expect(packed.problems.count == 1 && packed.ignored.count == layout.ignored.count)
  }

  @Test func aPictureIsToldByItsFirstBytesToo() throws {
    let picture = try PNG.encode(Bitmap(width: 1, height: 1, pixels: [0]))
    for name in ["a/1.JPG.txt", "a/noending", "a/.hidden"] {
      try folder.write(picture, to: "seals/\(name)")
    }
    try folder.write([0, 0, 1, 0, 1, 0] + Array(repeating: 0, count: 40), to: "seals/a/icon.bin")
    let layout = try layout(["a/2.png", "a/empty"])
    #expect(layout.places.map(\.path) == ["a/1.JPG.txt", "a/2.png", "a/icon.bin", "a/noending"])
  }

  @Test func anEmptyFolderOfAnArchiveIsNamedToo() throws {
    try ArchiveWriting.zip(
      [.folder("a/"), .file("b/1.png", []), .file("c/notes.txt", [1])], to: folder["a.zip"])
    let layout = try PictureLayout(of: FileTree(folder["a.zip"]))
    #expect(layout.problems.map(\.path) == ["\(folder.path)/a.zip/a", "\(folder.path)/a.zip/c"])
  }

  @Test func aPipeThatLooksLikeAPictureIsNamed() throws {
    try folder.write([], to: "seals/a/1.png")
    for name in ["pipe.png", "pipe"] {
      #expect(mkfifo(folder["seals/a/\(name)"].systemPath, 0o600) == 0)
    }
    let layout = try PictureLayout(of: FileTree(folder["seals"]))
    #expect(layout.problems.map(\.path) == ["\(folder.path)/seals/a/pipe.png"])
    #expect(layout.ignored == ["\(folder.path)/seals/a/pipe"])
  }

  @Test func whereNothingIsAPictureTheFirstProblemIsThrown() throws {
    let names = ["cp437-all", "symlink"]
    #expect(throws: FileProblem.self) {
      try PictureLayout(of: FileTree(ArchiveFixtures.url(names[0])))
    }
    #expect(try PictureLayout(of: FileTree(ArchiveFixtures.url(names[1]))).places.count == 4)
  }
}
