import Testing

@testable import DatasetFiles

struct ChecksumTests {
  /// The digests of "abc" in RFC 1321 and FIPS 180-2.
  @Test func digestsAreThePublishedOnes() {
    let abc = Array("abc".utf8)
    #expect(Checksum.md5("").digest(of: abc) == .md5("900150983cd24fb0d6963f7d28e17f72"))
    #expect(
      Checksum.sha256("").digest(of: abc)
        == .sha256("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
  }

  @Test func anotherFileIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("abc".utf8), to: "file")
    try Checksum.md5("900150983cd24fb0d6963f7d28e17f72").verify(path)
    let expected = Checksum.md5("00000000000000000000000000000000")
    let error = #expect(throws: ChecksumError.self) { try expected.verify(path) }
    #expect(
      error
        == ChecksumError(
          path: path, found: .md5("900150983cd24fb0d6963f7d28e17f72"), expected: expected))
    #expect(throws: FileError.self) { try expected.verify(folder.path + "/none") }
  }
}
