import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ImageFolderOpeningTests {
  private let folder: TemporaryFolder
  private let preparation = ImagePreprocessing(
    height: 6, width: 6, channels: 3, values: .imageNet)

  init() throws {
    folder = try TemporaryFolder()
    for (group, name, number) in [("a", "x", 1), ("a", "x", 2), ("a", "y", 3), ("b", "x", 4)] {
      let pixels = (0..<9 * 7 * 3).map { UInt8(truncatingIfNeeded: $0 * 7 * number) }
      let bitmap = Bitmap(width: 9, height: 7, format: .rgb, pixels: pixels)
      try folder.write(PNG.encode(bitmap), to: "\(group)/\(name)/\(number).png")
    }
  }

  @Test func whatStaysInTheFolderIsWhatWouldBeLoaded() throws {
    let loaded = try ImageFolder.load(folder.url, as: preparation)
    let opened = try ImageFolder.open(folder.url, as: preparation)
    #expect(loaded.isInMemory && !opened.isInMemory)
    #expect(opened.groups == loaded.groups && opened.classes == loaded.classes)
    #expect(opened.name == loaded.name && opened.format == loaded.format)
    #expect(opened.pixels == loaded.pixels)
    let (readable, report) = try ImageFolder.openReadable(folder.url, as: preparation)
    #expect(report.skipped.isEmpty && readable.classes == loaded.classes)
  }

  @Test func aListChoosesAndOrders() throws {
    let list = try folder.write(
      Array("filename,label\nb/x/4.png,one\na/x/1.png,two\n".utf8), to: "list.csv")
    let loaded = try ImageFolder.load(folder.url, list: list, as: preparation)
    let opened = try ImageFolder.open(folder.url, list: list, as: preparation)
    #expect(opened.classes.map(\.name) == ["one", "two"] && opened.pixels == loaded.pixels)
  }

  @Test func aDamagedPictureIsAProblemWhenItIsReadOrIsLeftOut() throws {
    try folder.write([0x89, 0x50, 0x4E, 0x47, 0], to: "a/x/0.png")
    let opened = try ImageFolder.open(folder.url, as: preparation)
    #expect(opened.count == 5)
    let error = #expect(throws: FileProblem.self) { try opened.reading(at: [1, 0]) }
    #expect(error?.path.hasSuffix("a/x/0.png") == true)
    let (readable, report) = try ImageFolder.openReadable(folder.url, as: preparation)
    let (expected, same) = try ImageFolder.loadReadable(folder.url, as: preparation)
    #expect(report == same && report.skipped.count == 1)
    #expect(readable.classes == expected.classes && readable.pixels == expected.pixels)
  }

  @Test func aPictureThatIsGoneIsAProblem() throws {
    let opened = try ImageFolder.open(folder.url, as: preparation)
    try FileManager.default.removeItem(at: folder["b/x/4.png"])
    #expect(throws: FileProblem.self) { try opened.reading(at: [3]) }
  }
}
