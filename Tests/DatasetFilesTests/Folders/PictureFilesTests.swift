import Files
import Synchronization
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct PictureFilesTests {
  private let folder: TemporaryFolder
  private let paths: [BytePath] = (0..<40).map { BytePath("\($0 * 7 % 40)") }

  init() throws { folder = try TemporaryFolder() }

  /// In file `n` is the byte `n`, in a folder and in an archive.
  private func trees() throws -> [FileTree] {
    for number in 0..<40 { try folder.write([UInt8(number)], to: "tree/\(number)") }
    try ZipWriting.zip(
      (0..<40).map { (BytePath("\($0)"), [UInt8($0)]) }, to: folder["tree.zip"])
    return [try FileTree(folder["tree"]), try FileTree(folder["tree.zip"])]
  }

  @Test func filesAreReadByTheirPositions() throws {
    for tree in try trees() {
      let files = PictureFiles(paths, in: tree)
      #expect(files.count == 40 && files.path(of: 1) == tree.path + "/7")
      #expect(try files.read(39) == [33] && files.read(1) == [7])
      for start in [0, 5] {
        let found = Mutex<[Int: [UInt8]]>([:])
        files.forEach(from: start) { index, read in
          let contents = try? read()
          found.withLock { $0[index] = contents }
        }
        let expected = (start..<40).map { ($0, [UInt8($0 * 7 % 40)]) }
        #expect(found.withLock { $0 } == Dictionary(uniqueKeysWithValues: expected))
      }
    }
  }

  @Test func aFileThatIsGoneIsNamed() throws {
    for tree in try trees() {
      let error = #expect(throws: FileProblem.self) {
        try PictureFiles(["gone"], in: tree).read(0)
      }
      #expect(error?.path == tree.path + "/gone")
    }
  }

  @Test func whatGoesBeyondTheLimitOfAnArchiveIsRefused() throws {
    let trees = try trees()
    let files = PictureFiles(paths, in: trees[1], limit: 3)
    #expect(try files.read(0) == [0] && files.read(2) == [14])
    let error = #expect(throws: FileProblem.self) { try files.read(3) }
    #expect(
      error?.description
        == "\(trees[1].path)/21: expected at most 3 bytes unpacked in all, found more")
    #expect(try PictureFiles(paths, in: trees[0], limit: 3).read(3) == [21])
  }
}
