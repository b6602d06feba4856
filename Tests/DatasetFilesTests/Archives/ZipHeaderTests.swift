import Files
import Testing

@testable import DatasetFiles

@Suite struct ZipHeaderTests {
  private let text = Array("123456789".utf8)

  private func unpack(checksum: UInt32, size: Int, packedSize: Int) throws -> [UInt8] {
    let header = ZipHeader(
      method: ZipHeader.stored, checksum: checksum, packedSize: packedSize, size: size)
    return try ArchiveReader.unpack(header.bytes + text, as: .zipEntry, limit: 100, path: "a")
  }

  @Test func whatFollowsIsAnEntry() throws {
    #expect(try unpack(checksum: 0xCBF4_3926, size: 9, packedSize: 9) == text)
  }

  @Test func whatItSaysIsChecked() {
    #expect(throws: FileProblem.self) { try unpack(checksum: 0xCBF4_3927, size: 9, packedSize: 9) }
    #expect(throws: FileProblem.self) { try unpack(checksum: 0xCBF4_3926, size: 8, packedSize: 9) }
    #expect(throws: FileProblem.self) {
      try unpack(checksum: 0xCBF4_3926, size: 10, packedSize: 10)
    }
  }
}
