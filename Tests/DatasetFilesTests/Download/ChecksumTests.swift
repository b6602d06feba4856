import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ChecksumTests {
  /// The digests of "abc" in RFC 1321 and FIPS 180-2.
  @Test func digestsAreThePublishedOnes() {
    let abc = Array("abc".utf8)
    #expect(Checksum.md5("").digest(of: abc) == .md5("900150983cd24fb0d6963f7d28e17f72"))
    #expect(
      Checksum.sha256("").digest(of: abc)
        == .sha256("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
  }

  /// Of nothing, and of a million letters a (FIPS 180-2, B.3): many blocks.
  @Test func digestsOfAnyLengthAreThePublishedOnes() {
    #expect(Checksum.md5("").digest(of: []) == .md5("d41d8cd98f00b204e9800998ecf8427e"))
    #expect(
      Checksum.sha256("").digest(of: [])
        == .sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
    let long = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(Checksum.md5("").digest(of: long) == .md5("7707d6ae4e027c70eea2a935c2296f21"))
    #expect(
      Checksum.sha256("").digest(of: long)
        == .sha256("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"))
  }

  @Test func bytesHaveANameOfTheirOwn() {
    let name = Checksum.sha256(of: Array("abc".utf8))
    #expect(name == Checksum.sha256("").digest(of: Array("abc".utf8)))
    #expect(name.digits.hasPrefix("ba7816bf") && name.digits.count == 64)
  }

  @Test func anotherFileIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("abc".utf8), to: "file")
    try Checksum.md5("900150983cd24fb0d6963f7d28e17f72").verify(path)
    let expected = Checksum.md5("00000000000000000000000000000000")
    let error = #expect(throws: FileProblem.self) { try expected.verify(path) }
    #expect(
      error?.description
        == "\(path.relativePath): expected the published file of MD5 "
        + "00000000000000000000000000000000, found a damaged or other one of MD5 "
        + "900150983cd24fb0d6963f7d28e17f72")
    #expect(throws: FileProblem.self) { try expected.verify(folder["none"]) }
  }
}
