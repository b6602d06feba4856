import Testing

@testable import DatasetFiles

@Suite struct ZipNameTests {
  private func name(_ text: String) -> ZipName { ZipName(Array(text.utf8)) }

  @Test func utf8IsTakenAsItIs() {
    #expect(name("日本/ü.png").path == "日本/ü.png")
    #expect(name("e\u{301}").path != name("\u{E9}").path)
  }

  @Test func otherBytesAreOfCodePage437() {
    #expect(ZipName([0x8E, 0x8E, 0x68, 0x72, 0x65]).path == "ÄÄhre")
    // Each byte has a character of its own.
    let all = (UInt8.min...UInt8.max).filter { ![0x2E, 0x2F, 0x5C].contains($0) }
    #expect(Set(all.map { ZipName([$0, 0xFF, 0xFF]).path }).count == all.count)
  }

  @Test func theUnicodeFieldComesFirstIfItIsOfThisName() throws {
    let entries = try #require(try ArchiveFixtures.directory("unicode-path").directory).entries
    #expect(entries.map(\.name.path) == ["кафе/1.png", "café/2.png"])
  }

  @Test func theSameFolderIsSaidInOneWay() {
    #expect(name("./a//b/./c.png").path == "a/b/c.png" && !name("a/b").isFolder)
    #expect(name("a/b/").path == "a/b" && name("a/b/").isFolder)
    #expect(name("a..b").path == "a..b" && name("a..b").fault == nil)
  }

  @Test func backslashesSeparateWhereNothingElseDoes() {
    #expect(name("a\\b\\c.png").path == "a/b/c.png")
    #expect(name("a/b\\c.png").path == "a/b\\c.png")
    #expect(name("a\\\u{301}b").path == "a/\u{301}b")
  }

  @Test(arguments: [
    ("/etc/a", "an absolute path, which is refused"),
    ("C:\\a", "an absolute path, which is refused"),
    ("C:/a", "an absolute path, which is refused"), ("\\a", "an absolute path, which is refused"),
    ("../a", "one that leads out of it, which is refused"),
    ("a/b\\..\\c", "one that leads out of it, which is refused"),
    ("../\u{301}a", "one that leads out of it, which is refused"),
    ("a/b\\..\\\u{301}c", "one that leads out of it, which is refused"),
    ("/\u{301}a", "an absolute path, which is refused"),
    ("", "none at all"), ("./", "none at all"),
  ])
  func faultsAreNamed(text: String, fault: String) {
    #expect(name(text).fault == fault)
  }

  @Test func longAndDeepOnesAreRefused() {
    let folders = String(repeating: "a/", count: 63)
    #expect(name(folders + "b.png").fault == nil)
    #expect(name("a/" + folders + "b.png").fault == "one of 65 names, which is refused")
    let long = String(repeating: "a", count: 4096)
    #expect(
      name(long).fault == nil && name(long + "b").fault == "one of 4097 bytes, which is refused")
  }

  @Test func aColonAloneIsNoDrive() { #expect(name("ratio:/a.png").fault == nil) }

  @Test func extraFieldsThatDoNotFitAreLeftOut() {
    func extra(_ bytes: [UInt8]) -> ZipExtra {
      ZipExtra(LittleEndian(bytes), from: 0, to: bytes.count)
    }
    #expect(extra([1, 0, 8, 0, 5, 0, 0, 0, 0, 0, 0, 0]).longNumbers == [5])
    #expect(extra([1, 0, 9, 0, 5, 0, 0, 0, 0, 0, 0, 0]).longNumbers.isEmpty)
    #expect(extra([1, 0, 4, 0, 5, 0, 0, 0]).longNumbers.isEmpty && extra([1]).longNumbers.isEmpty)
    #expect(extra([0x75, 0x70, 4, 0, 1, 0, 0, 0]).name(for: []) == nil)
  }
}
