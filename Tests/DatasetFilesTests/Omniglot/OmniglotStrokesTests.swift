import Datasets
import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct OmniglotStrokesTests {
  private let folder: TemporaryFolder
  private let official = Omniglot.StrokePart.small1.file
  private let root = "strokes_background_small1/"

  init() throws { folder = try TemporaryFolder() }

  private func zip(_ files: [(String, String)]) throws -> URL {
    let path = folder["test.zip"]
    try ArchiveWriting.zip(files.map { .file(root + $0.0, Array($0.1.utf8)) }, to: path)
    return path
  }

  @Test func strokesComeWithTheirPlacesAndTimes() throws {
    let data = try Omniglot.strokes(
      at: zip([
        ("Latin/character01/0700_02.txt", "START\n1,-2,0\nBREAK\n"),
        (
          "Latin/character01/0700_01.txt",
          "START\r\n10.5,-20,0\r\n11,-21,15\r\nBREAK\r\n30,-40,700\r\nBREAK\r\n"
        ),
        ("Greek/character01/0394_01.txt", "START\n5,-6,0\nBREAK\n"),
      ]), of: official)
    #expect(data.groups == ["Greek", "Latin"] && data.count == 3)
    let latin = data.classes[1].drawings
    #expect(
      latin[0].strokes == [
        [.init(x: 11, y: 20.5), .init(x: 11.5, y: 21.5, time: 15)],
        [.init(x: 30.5, y: 40.5, time: 700)],
      ])
    #expect(latin[1].strokes == [[.init(x: 1.5, y: 2.5)]])
    #expect(latin[0].width == 105 && latin[0].height == 105)
  }

  @Test(arguments: [
    ("START\n1,2\n", "line 2: '1,2'"), ("1,nan,3\n", "line 1: '1,nan,3'"), ("START\n", "no stroke"),
    ("START\n1,-9e9,3\nBREAK\n", "points far from the paper"), ("\0\u{FF}", "line 1: '\0\u{FF}'"),
  ])
  func whatIsNoStrokeIsNamed(text: String, found: String) throws {
    let path = try zip([("Greek/character01/0394_01.txt", text)])
    let error = #expect(throws: FileProblem.self) { try Omniglot.strokes(at: path, of: official) }
    #expect(error?.path == "\(path.relativePath)/\(root)Greek/character01/0394_01.txt")
    #expect(error?.found == found)
  }

  @Test func anotherLayoutIsNamed() throws {
    let path = try zip([("Greek/0394_01.txt", "START\n1,2,3\n")])
    let error = #expect(throws: FileProblem.self) { try Omniglot.strokes(at: path, of: official) }
    #expect(error?.found == "a file \(root)Greek/0394_01.txt")
    let none = #expect(throws: FileProblem.self) {
      try Omniglot.strokes(at: zip([("read.me", "")]), of: official)
    }
    #expect(none?.found == "no file of strokes")
  }
}

@Suite(.enabled(if: realData != nil, "ONESHOT_DATA names no folder with Omniglot"))
struct OmniglotOriginalStrokesTests {
  /// The strokes are those of the images: drawn again, they cover nearly all of the same ink.
  @Test func drawWhatTheImagesShow() throws {
    let locator = DataLocator(only: try #require(realData))
    let strokes = try Omniglot.strokes([.small1, .small2], from: locator)
    let images = try Omniglot.load([.small1, .small2], from: locator)
    #expect(strokes.groups == images.groups && strokes.count == images.count)
    #expect(strokes.classes.map(\.name) == images.classes.map(\.name))
    let drawn = strokes.images()
    let (a, b) = (drawn.pixels, images.pixels)
    var (shared, ink) = (0, 0)
    for place in stride(from: 0, to: a.count, by: 7) where b[place] > 127 {
      ink += 1
      if a[place] > 127 { shared += 1 }
    }
    #expect(Double(shared) / Double(ink) > 0.95)
  }
}
