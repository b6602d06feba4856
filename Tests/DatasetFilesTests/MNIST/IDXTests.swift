import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct IDXTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]

  init() throws { folder = try TemporaryFolder() }

  /// What was found and what was expected.
  private func error(_ bytes: [UInt8], rank: Int = 2) throws -> [String]? {
    let path = try folder.write(bytes, to: "array")
    let error = #expect(throws: FileProblem.self) { try IDX(contentsOf: path, rank: rank) }
    #expect(error?.path == folder.path + "/array")
    return error.map { [$0.found, $0.expected] }
  }

  @Test func plainAndCompressedFilesAreRead() throws {
    let plain = try IDX(contentsOf: folder.write(bytes, to: "array"), rank: 2)
    #expect(plain.dimensions == [2, 3])
    #expect(plain.bytes == [1, 2, 3, 4, 5, 6])
    try ArchiveWriting.gzip(bytes, to: folder["array.gz"])
    #expect(try IDX(contentsOf: folder["array.gz"], rank: 2) == plain)
  }

  @Test func anotherMagicNumberIsRefused() throws {
    #expect(
      try error(bytes, rank: 3)
        == [
          "the first bytes [0, 0, 8, 2]",
          "[0, 0, 8, 3]: an IDX file of unsigned bytes with 3 axes",
        ])
    #expect(try error([])?[0] == "the first bytes []")
  }

  @Test func truncatedFilesAreRefused() throws {
    #expect(try error(Array(bytes.prefix(9))) == ["9 bytes", "a header of 12 bytes"])
    #expect(
      try error(bytes.dropLast()) == ["5 bytes of data", "2×3 as its header says"])
    #expect(try error(bytes + [7]) == ["7 bytes of data", "2×3 as its header says"])
  }

  @Test func sizesBeyondAnyMemoryAreRefused() throws {
    let huge: [UInt8] = [0, 0, 8, 3] + Array(repeating: 0xFF, count: 12)
    #expect(
      try error(huge, rank: 3)
        == ["0 bytes of data", "4294967295×4294967295×4294967295 as its header says"])
  }
}
