import Testing

@testable import DatasetFiles

struct ImageFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// One pixel, whose ink tells the images apart.
  private func write(_ names: [String]) throws {
    for (ink, name) in names.enumerated() {
      try folder.write(
        PNG.encode(Bitmap(width: 1, height: 1, pixels: [UInt8(255 - ink)])), to: "signs/\(name)")
    }
  }

  @Test func foldersAreClasses() throws {
    try write(["stop/b.png", "stop/a.PNG", "go/1.png"])
    let data = try ImageFolder.load(folder.path + "/signs/")
    #expect(data.name == "signs" && data.groups == ["signs"])
    #expect(data.classes.map(\.name) == ["go", "stop"])
    #expect(data.classes.map(\.images) == [[0], [1, 2]])
    #expect(data.pixels == [2, 1, 0])
  }

  @Test func foldersOfFoldersAreGroups() throws {
    try write(["road/stop/1.png", "rail/go/1.png", "road/go/1.png"])
    let data = try ImageFolder.load(folder.path + "/signs")
    #expect(data.groups == ["rail", "road"])
    #expect(data.classes.map(\.name) == ["go", "go", "stop"])
    #expect(data.classes.map(\.group) == [0, 1, 1])
    #expect(data.pixels == [1, 2, 0])
  }

  @Test(arguments: [
    ["1.png"], ["stop/1.png", "road/go/1.png"], ["a/b/c/1.png"], ["stop/1.jpg"],
  ])
  func anotherLayoutIsNamed(names: [String]) throws {
    try write(names)
    let error = #expect(throws: LayoutError.self) { try ImageFolder.load(folder.path + "/signs") }
    #expect(error?.path == folder.path + "/signs")
  }

  @Test func aMissingFolderIsNamed() {
    let error = #expect(throws: FileError.self) { try ImageFolder.load(folder.path + "/none") }
    #expect(
      error?.description == "\(folder.path)/none: cannot be read: No such file or directory")
  }
}
