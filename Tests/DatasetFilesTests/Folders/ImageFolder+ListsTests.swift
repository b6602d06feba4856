import Datasets
import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ImageFolderListsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// One pixel, whose ink tells the images apart.
  private func picture(_ ink: UInt8) throws -> [UInt8] {
    try PNG.encode(Bitmap(width: 1, height: 1, pixels: [255 - ink]))
  }

  private func write(_ list: String) throws {
    for (ink, name) in ["a.png", "b.png", "c.png", "d.png"].enumerated() {
      try folder.write(picture(UInt8(ink)), to: "set/images/\(name)")
    }
    try folder.write(Array(list.utf8), to: "set/train.csv")
  }

  @Test func imagesComeInTheOrderOfTheList() throws {
    try write("filename,label\nd.png,dog\na.png,cat\nb.png,dog\n")
    let data = try ImageFolder.load(folder["set/images"], list: folder["set/train.csv"])
    #expect(data.name == "train" && data.groups == ["train"] && data.pixels == [3, 0, 1])
    #expect(
      data.classes == [
        .init(name: "cat", group: 0, images: [1]), .init(name: "dog", group: 0, images: [0, 2]),
      ])
  }

  @Test func groupsComeFromTheirColumn() throws {
    try write("group,filename,label\nroad,a.png,go\nrail,b.png,go\n")
    let (data, report) = try ImageFolder.loadReadable(
      folder["set/images"], list: folder["set/train.csv"])
    #expect(data.groups == ["rail", "road"] && data.classes.map(\.images) == [[1], [0]])
    #expect(report == ImageFolder.Report([]))
  }

  @Test func filesMayStartFromTheListsOwnFolder() throws {
    try write("filename,label\nimages/x.png,cat\nimages/d.png,cat\nimages/a.png,dog\n")
    let (data, report) = try ImageFolder.loadReadable(
      folder["set/images"], list: folder["set/train.csv"])
    #expect(data.pixels == [3, 0] && report.skipped.map(\.line) == [2])
  }

  @Test func filesMayLieInAnArchive() throws {
    try write("filename,label\nimages/d.png,cat\nimages/a.png,dog\n")
    try ZipWriting.zip(
      [("images/a.png", picture(7)), ("images/d.png", picture(9))], to: folder["images.zip"])
    let data = try ImageFolder.load(folder["images.zip"], list: folder["set/train.csv"])
    #expect(data.pixels == [9, 7])
  }

  @Test func theFirstBadRowStopsUnlessItIsSkipped() throws {
    try write("filename,label\na.png,cat\nx.png,cat\nb.png,dog\nc.png,\n")
    try folder.write([1], to: "set/images/b.png")
    let (images, list) = (folder["set/images"], folder["set/train.csv"])
    let error = #expect(throws: FileProblem.self) { try ImageFolder.load(images, list: list) }
    #expect(error?.path == "\(folder.path)/set/train.csv" && error?.line == 3)
    let (data, report) = try ImageFolder.loadReadable(images, list: list)
    #expect(data.pixels == [0])
    let path = "\(folder.path)/set/"
    #expect(
      report.skipped.map { String($0.description.dropFirst(path.count)) } == [
        "images/b.png: expected \(PictureFormat.expected), found no image",
        "train.csv:3: expected an image in \(path)images, found x.png, which is not there",
        "train.csv:5: expected a file name and a label in 2 columns, found no label",
        "train.csv: dog: expected readable images, found a class without any, which is left out",
      ])
  }
}
