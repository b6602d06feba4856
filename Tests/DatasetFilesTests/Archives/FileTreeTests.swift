import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct FileTreeTests {
  private let folder: TemporaryFolder
  private let files: [(String, [UInt8])] = [
    ("b/2.png", [2]), ("a/#1 50%?.png", [1]), ("a/é.txt", [3]), ("top", [4]),
  ]

  init() throws { folder = try TemporaryFolder() }

  /// The same files in a folder and in an archive.
  private func trees() throws -> [FileTree] {
    for (name, contents) in files { try folder.write(contents, to: "tree/\(name)") }
    let hidden = [".git/deep/a.png", "a/.b", "a/__MACOSX/a.png"]
    for name in hidden { try folder.write([9], to: "tree/\(name)") }
    let all = files + hidden.map { ($0, [9]) }
    try ZipWriting.zip(all.map { (BytePath($0.0), $0.1) }, to: folder["tree.zip"])
    return [try FileTree(folder["tree"]), try FileTree(folder["tree.zip"])]
  }

  @Test func pathsComeInOrderWithoutHiddenOnes() throws {
    for tree in try trees() {
      let listing = try tree.listing()
      #expect(listing.files == ["a/#1 50%?.png", "a/é.txt", "b/2.png", "top"])
      #expect(listing.folders == ["a", "b"] && listing.problems.isEmpty && listing.others.isEmpty)
    }
    #expect(try trees()[0].listing().hidden == [".git", "a/.b", "a/__MACOSX"])
    #expect(try trees()[1].listing().hidden == [".git", "a/.b", "a/__MACOSX"])
  }

  @Test func filesAreReadInAnyOrder() throws {
    for tree in try trees() {
      for (name, contents) in files {
        #expect(try tree.contents(of: BytePath(name)) == contents)
        #expect(try tree.beginning(of: BytePath(name)) == contents)
        #expect(tree.contains(BytePath(name)))
      }
      #expect(tree.unpackedSize(of: "top") == (tree.isFolder ? 0 : 1))
    }
  }

  @Test func aFileThatIsGoneIsNamed() throws {
    for tree in try trees() {
      #expect(!tree.contains("gone") && !tree.contains("a"))
      let error = #expect(throws: FileProblem.self) { try tree.contents(of: "gone") }
      #expect(error?.path == tree.path + "/gone")
      #expect(throws: FileProblem.self) { try tree.beginning(of: "gone") }
    }
  }

  @Test func namesThatLookTheSameAreTwo() throws {
    let names: [BytePath] = ["e\u{301}.png", "\u{E9}.png"]
    for (number, name) in names.enumerated() {
      try folder.write([UInt8(number)], to: BytePath("twins").appending(name))
    }
    try ZipWriting.zip([(names[0], [0]), (names[1], [1])], to: folder["twins.zip"])
    for tree in [try FileTree(folder["twins"]), try FileTree(folder["twins.zip"])] {
      #expect(try tree.listing().files == names)
      #expect(try names.map(tree.contents) == [[0], [1]])
    }
  }

  // Other systems refuse such names.
  #if os(Linux)
    @Test func namesThatAreNoTextAreRead() throws {
      let name = BytePath([0x63, 0x61, 0x66, 0xE9])
      let path = BytePath("tree").appending(name).appending(BytePath([0xE9]))
      try folder.write([1], to: path)
      let tree = try FileTree(folder["tree"])
      #expect(try tree.listing().files.map(\.description) == ["caf\\xE9/\\xE9"])
      #expect(try tree.contents(of: name.appending(BytePath([0xE9]))) == [1])
      #expect(tree.place(of: name) == "\(folder.path)/tree/caf\\xE9")
      let address = try #require(
        URL(string: folder["tree"].absoluteString + "/caf%E9"), "an address has such bytes")
      let inner = try FileTree(address)
      #expect(try inner.name == "caf\\xE9" && inner.listing().files.count == 1)
      #expect(inner.path.hasSuffix("/tree/caf\\xE9"))
    }
  #endif

  @Test func ofTwoFilesOfOneNameTheSecondIsNamed() throws {
    let tree = try FileTree(ArchiveFixtures.url("duplicate"))
    let listing = try tree.listing()
    #expect(listing.files == ["a/0.png", "a/1.png", "b/0.png", "b/1.png"])
    #expect(
      listing.problems.map(\.description) == [
        tree.path
          + "/a/0.png: expected one entry of this name, found a further one, which is left out"
      ])
    let first = try #require(try ArchiveFixtures.entries("utf8").first)
    #expect(try tree.contents(of: "a/0.png") == first.bytes)
  }

  @Test(arguments: [
    ("symlink", "/a/link.png"), ("dotdot", "/a/../../evil.png"), ("absolute", "//etc/evil.png"),
  ])
  func aRefusedEntryLeavesTheOthers(name: String, place: String) throws {
    let tree = try FileTree(ArchiveFixtures.url(name))
    let listing = try tree.listing()
    #expect(listing.files == ["a/0.png", "a/1.png", "b/0.png", "b/1.png"])
    #expect(listing.problems.map(\.path) == [tree.path + place])
  }

  @Test func theArchivesOwnFolderIsNotHidden() throws {
    let listing = try FileTree(ArchiveFixtures.url("dot")).listing()
    #expect(listing.files == ["a/0.png", "a/1.png", "b/0.png", "b/1.png"])
    #expect(listing.hidden.isEmpty)
  }

  @Test func linksInCirclesAndToNothingEnd() throws {
    try folder.write([1], to: "tree/a/1")
    let manager = FileManager.default
    let root = folder["tree"].systemPath
    try manager.createSymbolicLink(atPath: root + "/a/up", withDestinationPath: "..")
    try manager.createSymbolicLink(atPath: root + "/a/same", withDestinationPath: ".")
    try manager.createSymbolicLink(atPath: root + "/b", withDestinationPath: "a")
    try manager.createSymbolicLink(atPath: root + "/nowhere", withDestinationPath: "gone")
    let tree = try FileTree(folder["tree"])
    let listing = try tree.listing()
    #expect(listing.files == ["a/1", "b/1", "nowhere"] && listing.folders == ["a", "b"])
    #expect(listing.hidden == ["a/same", "a/up", "b/same", "b/up"])
    #expect(throws: FileProblem.self) { try tree.contents(of: "nowhere") }
  }

  @Test func aPipeIsNoFile() throws {
    try folder.write([1], to: "tree/a/1")
    #expect(mkfifo(folder["tree/a/pipe.png"].systemPath, 0o600) == 0)
    let listing = try FileTree(folder["tree"]).listing()
    #expect(listing.files == ["a/1"] && listing.others == ["a/pipe.png"])
  }

  // Who may do everything is refused nothing.
  @Test(.enabled(if: geteuid() != 0))
  func aFolderThatCannotBeReadLeavesTheOthers() throws {
    try folder.write([1], to: "tree/a/1")
    try folder.write([1], to: "tree/b/1")
    chmod(folder["tree/a"].systemPath, 0)
    defer { chmod(folder["tree/a"].systemPath, 0o700) }
    let listing = try FileTree(folder["tree"]).listing()
    #expect(listing.files == ["b/1"] && listing.unreadable == ["a"])
    #expect(
      listing.problems.map(\.description) == [
        "\(folder.path)/tree/a: expected a readable folder, found Permission denied"
      ])
  }

  @Test func aPathIsShownAsItWasGiven() throws {
    try folder.write([1], to: "x y/ü/a")
    let tree = try FileTree(folder["x y/ü/"])
    #expect(tree.path == "\(folder.path)/x y/ü" && tree.name == "ü")
    #expect(tree.place(of: "a/b") == "\(folder.path)/x y/ü/a/b" && tree.place(of: "") == tree.path)
  }

  @Test func theRootAndTheFolderItselfHaveNames() throws {
    let root = try FileTree(URL(filePath: "/"))
    #expect(root.path == "/" && root.name == "/" && root.place(of: "a") == "/a")
    let error = #expect(throws: FileProblem.self) { try root.listing() }
    #expect(
      error?.description == "/: expected a folder of pictures, found the root of the file system")
    let here = try FileTree(URL(filePath: ""))
    let name = URL(filePath: FileManager.default.currentDirectoryPath).lastPathComponent
    #expect(here.path == "." && here.name == name && here.place(of: "a") == "./a")
    try folder.write([1], to: "a/b/c")
    #expect(try FileTree(folder["a/b/.."]).name == "a" && FileTree(folder["a/./b/."]).name == "b")
  }
}
