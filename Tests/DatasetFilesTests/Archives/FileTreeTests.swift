import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct FileTreeTests {
  private let folder: TemporaryFolder
  private let files: [(String, [UInt8])] = [
    ("b/2.png", [2]), ("a/#1 50%?.png", [1]), ("a/ä.txt", [3]), ("top", [4]),
  ]

  init() throws { folder = try TemporaryFolder() }

  /// The same files in a folder, in an archive and in memory.
  private func trees() throws -> [FileTree] {
    for (name, contents) in files { try folder.write(contents, to: "tree/\(name)") }
    for hidden in [".git/a.png", "a/.b", "__MACOSX/a.png"] {
      try folder.write([9], to: "tree/\(hidden)")
    }
    try ArchiveWriting.zip(
      files.filter { $0.0 != "a/ä.txt" }.map { .file($0.0, $0.1) } + [.file("__MACOSX/c", [9])],
      to: folder["tree.zip"])
    return [
      FileTree(folder["tree"]), FileTree(folder["tree.zip"]),
      try FileTree(folder["tree"]).held { _ in true },
    ]
  }

  @Test func pathsComeInOrderWithoutHiddenOnes() throws {
    let trees = try trees()
    let all = ["a/#1 50%?.png", "a/ä.txt", "b/2.png", "top"]
    #expect(try trees[0].paths().files == all)
    #expect(try trees[0].paths().folders == ["a", "b"])
    #expect(try trees[1].paths().files == all.filter { $0 != "a/ä.txt" })
    #expect(try trees[2].paths().files == all)
    #expect(try trees[1].paths().folders.isEmpty && trees[2].paths().folders.isEmpty)
  }

  @Test func filesAreReadByTheirPositions() throws {
    for tree in try trees() {
      let found = Mutex<[Int: [UInt8]]>([:])
      try tree.forEachFile(["top", "a/#1 50%?.png", "b/2.png"]) { index, read in
        let contents = try? read()
        found.withLock { $0[index] = contents }
      }
      #expect(found.withLock { $0 } == [0: [4], 1: [1], 2: [2]])
    }
  }

  @Test func aFileThatIsGoneIsNamed() throws {
    for tree in try trees() {
      let found = Mutex<[String]>([])
      try tree.forEachFile(["gone"]) { _, read in
        do throws(FileProblem) { _ = try read() } catch {
          found.withLock { $0.append(error.path) }
        }
      }
      #expect(found.withLock { $0 } == [tree.path + "/gone"])
    }
  }

  @Test func ofWhatIsHeldOnlyTheWantedIsThere() throws {
    for tree in try trees() {
      let held = try tree.held { $0.hasSuffix(".png") }
      #expect(try held.paths().files == ["a/#1 50%?.png", "b/2.png"])
      #expect(try held.contents(of: "b/2.png") == [2])
      #expect(held.path == tree.path && held.isFolder == tree.isFolder)
      #expect(throws: FileProblem.self) { try held.contents(of: "top") }
    }
  }

  @Test func ofTwoFilesOfOneNameTheFirstIsTaken() throws {
    try ArchiveWriting.zip([.file("a", [1]), .file("a", [2])], to: folder["two.zip"])
    let tree = FileTree(folder["two.zip"])
    #expect(try tree.paths().files == ["a"])
    #expect(try tree.held { _ in true }.contents(of: "a") == [1])
    let found = Mutex<[UInt8]>([])
    try tree.forEachFile(["a"]) { _, read in
      let contents = (try? read()) ?? []
      found.withLock { $0 += contents }
    }
    #expect(found.withLock { $0 } == [1])
  }

  @Test func aPathIsShownAsItWasGiven() throws {
    #expect(FileTree(URL(filePath: "some where/#1/")).path == "some where/#1")
    #expect(FileTree(URL(filePath: "/x y/ü.zip")).place(of: "a/b") == "/x y/ü.zip/a/b")
  }
}
