import Files
import TestSupport
import Testing

@testable import DatasetFiles

/// What libarchive unpacks; the entries of zip archives are judged in `ZipArchiveTests`.
@Suite struct ArchiveReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    try ArchiveWriting.gzip(bytes, to: folder["a.gz"])
    return try Files.read(folder["a.gz"])
  }

  @Test func gzipIsUnpackedUpToTheLimit() throws {
    let packed = try gzip([3, 4])
    #expect(try ArchiveReader.unpack(packed, as: .gzip, limit: 2, path: "a") == [3, 4])
    let error = #expect(throws: FileProblem.self) {
      try ArchiveReader.unpack(packed, as: .gzip, limit: 1, path: "a")
    }
    #expect(error?.description == "a: expected at most 1 bytes unpacked, found more")
  }

  @Test func somethingElseIsNamed() {
    for bytes: [UInt8] in [[], [1, 2, 3]] {
      let error = #expect(throws: FileProblem.self) {
        try ArchiveReader.unpack(bytes, as: .gzip, limit: 10, path: "a")
      }
      #expect(error?.description == "a: expected a gzip file, found something else")
      #expect(throws: FileProblem.self) {
        try ArchiveReader.unpack(bytes, as: .zipEntry, limit: 10, path: "a")
      }
    }
  }

  @Test func aPartIsTheFirstBytes() throws {
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    let packed = try gzip(bytes)
    let part = try ArchiveReader.unpack(
      packed, as: .gzip, limit: .max, isPart: true, path: "a")
    #expect(part.count >= 1024 && part.count < bytes.count && part.allSatisfy { $0 == 7 })
  }
}
