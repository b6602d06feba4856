import Datasets
import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ImageFolderTests {
  private let folder: TemporaryFolder
  private var signs: URL { folder["signs"] }
  private var root: String { folder.path + "/signs" }

  init() throws { folder = try TemporaryFolder() }

  /// A picture of one gray.
  private func picture(_ gray: UInt8, height: Int = 1, width: Int = 1) -> Bitmap {
    Bitmap(width: width, height: height, pixels: Array(repeating: gray, count: height * width))
  }

  /// One pixel, whose ink tells the images apart.
  private func write(_ names: [String]) throws {
    for (ink, name) in names.enumerated() {
      try folder.write(PNG.encode(picture(UInt8(255 - ink))), to: "signs/\(name)")
    }
  }

  private func write(_ text: String, to name: String) throws {
    try folder.write(Array(text.utf8), to: "signs/\(name)")
  }

  @Test func foldersAreClasses() throws {
    try write(["stop/b.png", "stop/a.PNG", "go/1.png"])
    let data = try ImageFolder.load(folder["signs/"])
    #expect(data.name == "signs" && data.groups == ["signs"])
    #expect(data.classes.map(\.name) == ["go", "stop"])
    #expect(data.classes.map(\.images) == [[0], [1, 2]])
    #expect(data.pixels == [2, 1, 0])
  }

  @Test func foldersOfFoldersAreGroups() throws {
    try write(["road/stop/1.png", "rail/go/1.png", "road/go/1.png"])
    let data = try ImageFolder.load(signs)
    #expect(data.groups == ["rail", "road"])
    #expect(data.classes.map(\.name) == ["go", "go", "stop"])
    #expect(data.classes.map(\.group) == [0, 1, 1])
    #expect(data.pixels == [1, 2, 0])
  }

  @Test(arguments: [
    ["1.png"], ["stop/1.png", "road/go/1.png"], ["a/b/c/1.png"],
  ])
  func anotherLayoutIsNamed(names: [String]) throws {
    try write(names)
    let error = #expect(throws: FileProblem.self) { try ImageFolder.load(signs) }
    #expect([root, "\(root)/road/go/1.png"].contains(error?.path))
    #expect(error?.expected == PictureLayout.expected)
  }

  @Test func linksAreFollowedButNotInCircles() throws {
    try write(["go/1.png", "stop/1.png"])
    let links = folder.path + "/links"
    try Files.makeFolder(folder["links"])
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: links + "/a", withDestinationPath: "../signs/stop")
    try manager.createSymbolicLink(atPath: links + "/b", withDestinationPath: root + "/go")
    try manager.createSymbolicLink(atPath: root + "/go/up", withDestinationPath: links)
    try manager.createSymbolicLink(
      atPath: folder.path + "/own", withDestinationPath: "links")
    let data = try ImageFolder.loadReadable(folder["own"]).dataset
    #expect(data.name == "own" && data.classes.map(\.name) == ["a", "b"])
    #expect(data.pixels == [1, 0])
  }

  @Test func aMissingFolderIsNamed() {
    let error = #expect(throws: FileProblem.self) { try ImageFolder.load(folder["none"]) }
    #expect(
      error?.path == "\(folder.path)/none" && error?.found == "No such file or directory")
  }

  @Test func picturesOfAnySizeAndFormatBecomeImagesOfOne() throws {
    try folder.write(PNG.encode(picture(0, height: 30, width: 40)), to: "signs/a/1.png")
    try folder.write(JPEG.encode(picture(100, height: 9, width: 200)), to: "signs/a/2.JPG")
    // The content decides, not the name.
    try folder.write(JPEG.encode(picture(200, height: 3, width: 2)), to: "signs/b/1.png")
    let preprocessing = ImagePreprocessing(height: 6, width: 4, fit: .stretched)
    let data = try ImageFolder.load(signs, as: preprocessing)
    #expect(data.imageShape == [6, 4, 1] && data.classes.map(\.images) == [[0, 1], [2]])
    for (image, ink) in [255, 155, 55].enumerated() {
      #expect(data.pixels[image * 24..<(image + 1) * 24].allSatisfy { abs(Int($0) - ink) <= 1 })
    }
    let light = ImagePreprocessing(height: 6, width: 4, fit: .stretched, values: .ink(.lightOnDark))
    #expect(try ImageFolder.load(signs, as: light).pixels == data.pixels.map { 255 - $0 })
  }

  @Test func proportionsAreKeptOnPaper() throws {
    try folder.write(PNG.encode(picture(0, height: 5, width: 20)), to: "signs/a/1.png")
    let data = try ImageFolder.load(signs, as: ImagePreprocessing(height: 4, width: 4))
    // A quarter as high as wide: one row of the four.
    #expect(data.pixels == [0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test(arguments: ["8x10", "40x50", "5x40", "40x7", "17x23"])
  func resizedPicturesAreThoseOfPillow(size: String) throws {
    let picture = try PictureFixtures.gray("picture")
    let expected = try PictureFixtures.gray("resized-\(size)")
    let preprocessing = ImagePreprocessing(
      height: expected.height, width: expected.width, fit: .stretched, values: .ink(.lightOnDark))
    let found = preprocessing(picture.pixels, height: picture.height, width: picture.width)
    let image = Bitmap(width: expected.width, height: expected.height, pixels: found)
    #expect(image.difference(to: expected) <= 1)
  }

  @Test func anArchiveIsTheSameAsItsFolder() throws {
    var entries: [ArchiveWriting.Entry] = [.folder("b"), .file("notes.txt", [1])]
    // Not in the order of names, and more of them than there are threads.
    for number in (0..<41).reversed() {
      let name = "\(number % 2 == 0 ? "a" : "b")/\(number).jpg"
      let file = try JPEG.encode(picture(UInt8(6 * number), height: 5 + number, width: 9))
      try folder.write(file, to: "signs/\(name)")
      entries.append(.file(name, file))
    }
    entries.append(.file("__MACOSX/a/1.png", [1]))
    try ArchiveWriting.zip(entries, to: folder["signs.zip"])
    let preprocessing = ImagePreprocessing(height: 7, width: 7)
    let unpacked = try ImageFolder.load(signs, as: preprocessing)
    let packed = try ImageFolder.load(folder["signs.zip"], as: preprocessing)
    #expect(packed.count == 41 && packed.groups == ["signs.zip"])
    #expect(packed.pixels == unpacked.pixels && packed.classes == unpacked.classes)
  }

  @Test func aQueryIsPreparedAsTheFolderIs() throws {
    let files = ["colors-420.jpg", "colors.png", "turned-colors.jpg", "orientation-8.jpg"]
    for (number, name) in files.enumerated() {
      try folder.write(PictureFixtures.file(name), to: "signs/a/\(number).png")
    }
    for preprocessing in [
      ImagePreprocessing(height: 9, width: 12),
      ImagePreprocessing(height: 40, width: 30, fit: .stretched, values: .ink(.lightOnDark)),
    ] {
      let data = try ImageFolder.load(signs, as: preprocessing)
      for number in files.indices {
        let query = try ImageFolder.image(at: folder["signs/a/\(number).png"], as: preprocessing)
        #expect(query.shape == [1, preprocessing.height, preprocessing.width, 1])
        #expect(query == data.images(at: [number]))
      }
    }
  }

  @Test func aQueryThatCannotBeReadIsNamed() throws {
    let preprocessing = ImagePreprocessing(height: 2, width: 2)
    let path = try folder.write([], to: "a.png")
    let error = #expect(throws: FileProblem.self) {
      try ImageFolder.image(at: path, as: preprocessing)
    }
    #expect(
      error?.description
        == "\(path.relativePath): expected \(PictureFormat.expected), found an empty file")
    #expect(throws: FileProblem.self) {
      try ImageFolder.image(at: folder["none.png"], as: preprocessing)
    }
  }

  @Test func anotherSizeIsNamed() throws {
    try folder.write(PNG.encode(picture(9, height: 2, width: 3)), to: "signs/a/1.png")
    try folder.write(PNG.encode(picture(9, height: 3, width: 2)), to: "signs/a/2.png")
    let error = #expect(throws: FileProblem.self) { try ImageFolder.load(signs) }
    #expect(
      error?.description
        == "\(root)/a/2.png: expected 3×2 pixels like the first image, found 2×3")
    let (data, report) = try ImageFolder.loadReadable(signs)
    #expect(data.imageShape == [2, 3, 1] && data.count == 1)
    #expect(report.skipped.map(\.path) == ["\(root)/a/2.png"])
  }

  /// One good class among files and folders that each have something wrong.
  private func writeMixed() throws {
    try write(["a/1.png", "a/3.png", "cover.png", "a/more/1.png"])
    try write("", to: "a/0.png")
    try write("no image", to: "a/2.png")
    try write("not looked at", to: "a/notes.txt")
    try write("RIFF", to: "a/4.webp")
    try write("no image either", to: "b/1.png")
    try write("not looked at", to: "c/notes.txt")
    let file = try PictureFixtures.file("gray.jpg")
    try folder.write(Array(file.prefix(file.count - 20)), to: "signs/d/1.jpg")
  }

  @Test func aReportNamesWhatWasSkipped() throws {
    try writeMixed()
    let preprocessing = ImagePreprocessing(height: 1, width: 1)
    let (data, report) = try ImageFolder.loadReadable(signs, as: preprocessing)
    #expect(data.classes == [.init(name: "a", group: 0, images: [0, 1])])
    #expect(data.pixels == [0, 1])
    let lines = report.description.split(separator: "\n").map { $0.dropFirst(root.count + 1) }
    let expected = [
      "a/0.png: expected \(PictureFormat.expected), found an empty file",
      "a/2.png: expected \(PictureFormat.expected), found no image",
      "a/4.webp: expected \(PictureFormat.expected), found no image",
      "a/more/1.png: expected \(PictureLayout.expected), found this one at another depth than most",
      "b: expected readable images, found a class without any, which is left out",
      "b/1.png: expected \(PictureFormat.expected), found no image",
      "c: expected images in each class's folder, found a folder without any",
      "cover.png: expected \(PictureLayout.expected), found this one at another depth than most",
      "d: expected readable images, found a class without any, which is left out",
      "d/1.jpg: expected a JPEG image, found a damaged one: Premature end of JPEG file",
    ]
    #expect(lines.map(String.init) == expected)
    // Without preprocessing, the first readable one has the size.
    #expect(try ImageFolder.loadReadable(signs).dataset.pixels == [0, 1])
  }

  @Test func nothingIsReportedWhereAllIsRead() throws {
    try write(["a/1.png", "b/1.png"])
    let (data, report) = try ImageFolder.loadReadable(signs)
    #expect(data.count == 2 && report.skipped.isEmpty && report.description == "nothing skipped")
  }

  @Test func theFirstBadFileStops() throws {
    for number in 0..<60 {
      let name = "a/\(100 + number).png"
      if number % 20 == 13 { try write("no image", to: name) } else { try write([name]) }
    }
    for preprocessing in [nil, ImagePreprocessing(height: 3, width: 3)] {
      let error = #expect(throws: FileProblem.self) {
        try ImageFolder.load(signs, as: preprocessing)
      }
      #expect(
        error?.description
          == "\(root)/a/113.png: expected \(PictureFormat.expected), found no image")
    }
  }

  @Test func aFolderWithoutImagesStops() throws {
    try write(["a/1.png"])
    try write("only text", to: "b/notes.txt")
    let error = #expect(throws: FileProblem.self) { try ImageFolder.load(signs) }
    #expect(
      error?.description
        == "\(root)/b: expected images in each class's folder, found a "
        + "folder without any")
  }

  @Test func aGroupWithoutImagesIsNamedOnce() throws {
    try write(["road/a/1.png"])
    try write("only text", to: "rail/b/notes.txt")
    try write("beside the images", to: "road/a/raw/notes.txt")
    let (data, report) = try ImageFolder.loadReadable(signs)
    #expect(data.groups == ["road"])
    #expect(report.skipped.map(\.path) == ["\(root)/rail"])
  }

  @Test func anImageOfAnotherKindStops() throws {
    try write(["a/1.png"])
    try write("\0\0\0\u{18}ftypheic", to: "a/2.heic")
    let error = #expect(throws: FileProblem.self) { try ImageFolder.load(signs) }
    #expect(error?.path == "\(root)/a/2.heic" && error?.found == "a HEIC or AVIF image")
  }

  @Test func whereNothingCanBeReadTheFirstReasonIsGiven() throws {
    try write("no image", to: "a/1.png")
    try write("no image", to: "b/1.png")
    let error = #expect(throws: FileProblem.self) { try ImageFolder.loadReadable(signs) }
    #expect(
      error?.found == "no readable one among 2 files and folders, of which the first is "
        + "\(root)/a/1.png: expected \(PictureFormat.expected), found no image")
    try write("RIFF", to: "../others/a/1.webp")
    #expect(throws: FileProblem.self) { try ImageFolder.loadReadable(folder["others"]) }
    #expect(throws: FileProblem.self) { try ImageFolder.load(folder["others"]) }
  }

  @Test func aDamagedArchiveIsNotSkipped() throws {
    try ArchiveWriting.zip([.file("a/1.png", PNG.encode(picture(1)))], to: folder["a.zip"])
    let file = try Files.read(folder["a.zip"])
    let path = try folder.write(Array(file.prefix(file.count - 30)), to: "b.zip")
    #expect(throws: FileProblem.self) { try ImageFolder.loadReadable(path) }
  }
}
