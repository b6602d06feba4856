import Datasets
import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

/// No picture and no class is lost without a word: what is in a folder is in the dataset or in the report.
@Suite struct ImageFolderLossTests {
  private let folder: TemporaryFolder
  private var root: String { folder.path + "/signs" }

  init() throws { folder = try TemporaryFolder() }

  private func write(_ names: [BytePath]) throws {
    for (ink, name) in names.enumerated() {
      let picture = Bitmap(width: 1, height: 1, pixels: [UInt8(255 - ink)])
      try folder.write(PNG.encode(picture), to: BytePath("signs").appending(name))
    }
  }

  private func loadReadable() throws -> (dataset: ImageDataset, report: ImageFolder.Report) {
    try ImageFolder.loadReadable(folder["signs"])
  }

  /// Class by class the grays of the pictures, which `archives.py` numbers as it writes them.
  private func numbers(_ data: ImageDataset) -> [[Int]] {
    data.classes.map { $0.images.map { (255 - Int(data.pixels[$0])) / 10 } }
  }

  @Test(arguments: [
    ("utf8", ["café", "Ж", "日本"], [[2, 3], [0, 1], [4, 5]]), ("one-utf8", ["a"], [[0, 1]]),
    ("utf8-unflagged", ["a", "日本"], [[1], [0]]), ("cp437", ["ÄÄhre", "ÖÖhre"], [[0], [1]]),
    ("unicode-path", ["café", "кафе"], [[1], [0]]), ("dot", ["a", "b"], [[0, 1], [2, 3]]),
  ])
  func archivesKeepTheirNames(name: String, classes: [String], images: [[Int]]) throws {
    let data = try ImageFolder.load(ArchiveFixtures.url(name))
    #expect(data.classes.map { Array($0.name.utf8) } == classes.map { Array($0.utf8) })
    #expect(numbers(data) == images)
    let (readable, report) = try ImageFolder.loadReadable(ArchiveFixtures.url(name))
    #expect(readable.classes == data.classes && report == ImageFolder.Report([]))
  }

  @Test(arguments: [
    ("symlink", "a/link.png", "a link or a device", [[0, 1], [2, 3]]),
    ("dotdot", "a/../../evil.png", "one that leads out of it", [[0, 1], [2, 3]]),
    ("absolute", "/etc/evil.png", "an absolute path", [[0, 1], [2, 3]]),
    ("duplicate", "a/0.png", "a further one", [[0, 1], [2, 3]]),
    ("encrypted", "a/0.png", "an encrypted entry, which is not read", [[1], [2, 3]]),
    ("damaged", "a/1.png", "damaged or truncated ones: ZIP bad CRC", [[0], [2, 3]]),
  ])
  func oneBadEntryLeavesTheOthers(
    name: String, entry: String, found: String, images: [[Int]]
  ) throws {
    let url = ArchiveFixtures.url(name)
    let (data, report) = try ImageFolder.loadReadable(url)
    #expect(numbers(data) == images)
    #expect(report.skipped.map(\.path) == [url.relativePath + "/" + entry])
    #expect(report.skipped.first?.reason.contains("found \(found)") == true)
    let error = #expect(throws: FileProblem.self) { try ImageFolder.load(url) }
    #expect(error?.path == url.relativePath + "/" + entry && error?.found.hasPrefix(found) == true)
  }

  @Test func anArchiveWithATornDirectoryGivesWhatItHas() throws {
    var bytes = try ArchiveFixtures.bytes("cp437")
    bytes[bytes.count - 22 + 10] = 9
    let url = try folder.write(bytes, to: "torn.zip")
    let (data, report) = try ImageFolder.loadReadable(url)
    #expect(data.count == 2 && report.skipped.map(\.path) == [url.relativePath])
    #expect(throws: FileProblem.self) { try ImageFolder.load(url) }
  }

  @Test func classesThatLookTheSameAreKeptApart() throws {
    try write(["e\u{301}/1.png", "\u{E9}/1.png", "\u{E9}/e\u{301}.png", "\u{E9}/\u{E9}.png"])
    for url in [folder["signs"], ArchiveFixtures.url("twins")] {
      let (data, report) = try ImageFolder.loadReadable(url)
      #expect(data.classes.map(\.name) == ["é", "é (2)"] && report.skipped.isEmpty)
      #expect(data.count == 4 && data.classes.flatMap(\.images) == [0, 1, 2, 3])
      #expect(report.renamed.map(\.name) == ["é (2)"])
      let error = #expect(throws: FileProblem.self) { try ImageFolder.load(url) }
      #expect(error?.path == report.renamed.first?.path)
    }
    #expect(try loadReadable().dataset.pixels == [0, 1, 2, 3])
  }

  @Test func filesThatLookTheSameAreTwo() throws {
    try write(["a/e\u{301}.png", "a/\u{E9}.png"])
    #expect(try ImageFolder.load(folder["signs"]).pixels == [0, 1])
  }

  #if os(Linux)
    @Test func namesThatAreNoTextAreRead() throws {
      let (name, word) = (BytePath([0xE9]), BytePath([0x63, 0x61, 0x66, 0xE9]))
      try write(["a/1.png", BytePath("a").appending(name), word.appending(name)])
      let data = try ImageFolder.load(folder["signs"])
      #expect(data.classes.map(\.name) == ["a", "caf\\xE9"] && data.pixels == [0, 1, 2])
      try folder.write(
        [1], to: BytePath("signs/a").appending(BytePath(word.bytes + [0x2E] + Array("png".utf8))))
      #expect(try loadReadable().report.skipped.map(\.path) == ["\(root)/a/caf\\xE9.png"])
    }
  #endif

  @Test func whatGoesInComesOutOrIsNamed() throws {
    // As people have them: other endings of pictures, of kinds that are read or not, and none at all.
    let pictures: [BytePath] = [
      "a/b.jfif", "a/d.JPG.txt", "a/noending", "a/1.png", "a/2.pjpeg", "a/3.apng", "a/x.tga",
    ]
    try write(pictures)
    let ignored = ["a/.DS_Store", "a/Thumbs.db", "a/notes.txt", "README", ".git/config"]
    for name in ignored { try folder.write([1, 2, 3], to: "signs/\(name)") }
    let bad = ["a/e.ico", "a/f.svg", "a/g.pcx", "a/h.psd", "a/i.png"]
    for name in bad { try folder.write([1, 2, 3], to: "signs/\(name)") }
    let (data, report) = try loadReadable()
    #expect(data.count == pictures.count)
    #expect(report.skipped.map(\.path) == bad.map { "\(root)/\($0)" })
    let places = [".git", "README", "a/.DS_Store", "a/Thumbs.db", "a/notes.txt"]
    #expect(report.ignored == places.map { "\(root)/\($0)" })
  }

  // Who may do everything is refused nothing.
  @Test(.enabled(if: geteuid() != 0))
  func whatMayNotBeReadIsNamed() throws {
    try write(["a/1.png", "b/1.png", "c/1.png", "c/2.png"])
    for name in ["b", "c/2.png"] { chmod("\(root)/\(name)", 0) }
    defer { chmod("\(root)/b", 0o700) }
    let (data, report) = try loadReadable()
    #expect(data.classes.map(\.name) == ["a", "c"] && data.count == 2)
    #expect(
      report.skipped.map(\.description) == [
        "\(root)/b: expected a readable folder, found Permission denied",
        "\(root)/c/2.png: expected a readable file, found Permission denied",
      ])
    let error = #expect(throws: FileProblem.self) { try ImageFolder.load(folder["signs"]) }
    #expect(error?.path == "\(root)/b")
  }
}
