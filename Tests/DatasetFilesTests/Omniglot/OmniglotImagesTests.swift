import Datasets
import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct OmniglotImagesTests {
  private let folder: TemporaryFolder
  private let official = Omniglot.Part.small1.file
  private let root = "images_background_small1"

  init() throws { folder = try TemporaryFolder() }

  /// A drawing of 3×2 pixels: paper but for one pixel of ink at `ink`.
  private func drawing(ink: Int, width: Int = 3) throws -> [UInt8] {
    var pixels = [UInt8](repeating: 255, count: width * 2)
    pixels[ink] = 0
    return try PNG.encode(Bitmap(width: width, height: 2, pixels: pixels))
  }

  /// Two alphabets with two characters and one, each by two drawers.
  private func drawings() throws -> [(String, [UInt8])] {
    [
      ("Latin/character01/0700_02.png", try drawing(ink: 5)),
      ("Latin/character01/0700_01.png", try drawing(ink: 4)),
      ("Greek/character02/0395_01.png", try drawing(ink: 2)),
      ("Greek/character02/0395_02.png", try drawing(ink: 3)),
      ("Greek/character01/0394_01.png", try drawing(ink: 0)),
      ("Greek/character01/0394_02.png", try drawing(ink: 1)),
    ]
  }

  private func zip(_ files: [(String, [UInt8])], root: String? = nil) throws -> URL {
    let path = folder["test.zip"]
    let root = root ?? self.root + "/"
    try ArchiveWriting.zip(files.map { .file(root + $0.0, $0.1) }, to: path)
    return path
  }

  private func check(_ data: ImageDataset) {
    #expect(data.groups == ["Greek", "Latin"])
    #expect(data.classes.map(\.name) == ["character01", "character02", "character01"])
    #expect(data.classes.map(\.group) == [0, 0, 1])
    #expect(data.classes.map(\.images) == [[0, 1], [2, 3], [4, 5]])
    #expect(data.imageShape == [2, 3, 1])
    // Ink is 255 on paper 0, and image i has its ink at pixel i.
    #expect(data.pixels == (0..<36).map { $0 % 7 == 0 ? 255 : 0 })
  }

  @Test func alphabetsCharactersAndDrawersComeInOrder() throws {
    check(try Omniglot.images(at: zip(drawings()), of: official))
  }

  @Test func anUnpackedFolderIsTheSame() throws {
    for (path, file) in try drawings() { try folder.write(file, to: "python/\(root)/\(path)") }
    try folder.write([1], to: "python/\(root)/.DS_Store")
    try folder.write([1], to: "python/\(root)/Greek/._character01.png")
    let data = try Omniglot.load([.small1], in: folder.url)
    check(data)
    #expect(data.name == "Omniglot (small1)")
  }

  @Test func anotherSizeIsNamed() throws {
    var files = try drawings()
    files.append(("Latin/character01/0700_03.png", try drawing(ink: 0, width: 4)))
    let path = try zip(files)
    let error = #expect(throws: FileProblem.self) { try Omniglot.images(at: path, of: official) }
    #expect(
      error?.description == "\(path.relativePath)/\(root)/Latin/character01/0700_03.png: expected "
        + "3×2 pixels like the first image, found 4×2")
  }

  @Test func theFirstFileThatIsNoImageIsNamed() throws {
    var files = try drawings()
    for bad in [0, 2, 3] { files[bad].1 = Array("no image".utf8) }
    let path = try zip(files)
    let error = #expect(throws: FileProblem.self) { try Omniglot.images(at: path, of: official) }
    #expect(error?.path == "\(path.relativePath)/\(root)/Greek/character02/0395_01.png")
  }

  @Test(arguments: [
    "Latin/0700_01.png", "Latin/character01/more/0700_01.png", "Latin/character01/first.png",
  ])
  func anotherLayoutIsNamed(name: String) throws {
    let path = try zip([(name, drawing(ink: 0))])
    let error = #expect(throws: FileProblem.self) { try Omniglot.images(at: path, of: official) }
    #expect(
      error?.description == "\(path.relativePath): expected images like "
        + "Greek/character01/0394_01.png (alphabet/character/drawer), below the folder \(root), "
        + "found an image \(root)/\(name)")
  }

  @Test func anotherRootIsNamed() throws {
    let path = try zip(drawings(), root: "images_evaluation/")
    #expect(throws: FileProblem.self) { try Omniglot.images(at: path, of: official) }
    let error = #expect(throws: FileProblem.self) {
      try Omniglot.images(at: zip([("read.me", [1])]), of: official)
    }
    #expect(error?.found == "no PNG image")
  }

  @Test func aMissingDrawerIsNamed() throws {
    let path = try zip(drawings().filter { $0.0 != "Greek/character01/0394_01.png" })
    let error = #expect(throws: FileProblem.self) { try Omniglot.images(at: path, of: official) }
    #expect(error?.path == "\(path.relativePath)/\(root)/Greek/character01")
    #expect(error?.found == "images of the drawers [2]")
  }
}

@Suite(.enabled(if: realData != nil, "ONESHOT_DATA names no folder with Omniglot"))
struct OmniglotOriginalImagesTests {
  @Test func theTwoSmallSetsHaveEightAlphabetsTogether() throws {
    let data = try Omniglot.load([.small1, .small2], in: #require(realData))
    #expect(data.name == "Omniglot (small1, small2)")
    #expect(data.groups.count == 8 && data.classes.count == 242 && data.count == 4840)
    #expect(data.imageShape == [105, 105, 1])
    #expect(data.classes.allSatisfy { $0.images.count == 20 })
    #expect(data.classes.flatMap(\.images) == Array(0..<4840))
    // All is ink or paper, and strokes cover a small part of it.
    let some = data.images(at: Array(stride(from: 0, to: 4840, by: 121))).scalars
    #expect(Set(some) == [0, 1])
    #expect((0.04...0.1).contains(some.reduce(0, +) / Float(some.count)))
  }

  @Test func eachSmallSetHasFiveAlphabets() throws {
    let small1 = try Omniglot.load([.small1], in: #require(realData))
    #expect(small1.groups == ["Balinese", "Early_Aramaic", "Greek", "Korean", "Latin"])
    #expect(small1.classes.count == 136)
    let small2 = try Omniglot.load([.small2], in: #require(realData))
    #expect(small2.groups.count == 5 && small2.classes.count == 156)
    // What both have is the same.
    let greek = try small1.selecting(groups: ["Greek", "Latin"])
    #expect(try small2.selecting(groups: ["Greek", "Latin"]).pixels == greek.pixels)
  }
}
