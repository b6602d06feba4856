import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ZipMemoryTests {
  /// Entries that need a dictionary of gigabytes, of which the file has a hundred bytes.
  @Test func aDictionaryOfGigabytesIsRefused() throws {
    let folder = try TemporaryFolder()
    var bytes = try ArchiveFixtures.bytes("methods")
    let lzma = try #require(
      try ZipArchive(ArchiveFixtures.url("methods")).entries.first { $0.method == 14 })
    // Behind the header and the name of 9 bytes: a version, a length, a byte of settings.
    let place = lzma.offset + ZipHeader.size + 9 + 5
    bytes.replaceSubrange(place..<place + 4, with: [0xFF, 0xFF, 0xFF, 0xFF])
    let archive = try ZipArchive(folder.write(bytes, to: "large.zip"))
    let entry = try #require(archive.entries.first { $0.method == 14 })
    for read in [archive.contents, archive.beginning] {
      let error = #expect(throws: FileProblem.self) { try read(entry) }
      #expect(error?.found == "a dictionary of 4294967295 bytes")
      #expect(error?.expected == "one of at most 67108864 bytes")
    }
    // What else is in the archive is read.
    #expect(try archive.contents(of: archive.entries[0]).count == 600)
  }

  @Test func xzIsRefusedAndTheOthersAreNot() {
    #expect(ZipMemory.refusal(method: 95, packed: [])?.found.contains("xz") == true)
    for method: UInt16 in [0, 8, 12, 93, 98] {
      #expect(ZipMemory.refusal(method: method, packed: [UInt8](repeating: 255, count: 20)) == nil)
    }
    let small: [UInt8] = [9, 20, 5, 0, 0x5D, 0, 0, 0, 4]
    #expect(ZipMemory.refusal(method: 14, packed: small) == nil)
    #expect(ZipMemory.refusal(method: 14, packed: Array(small.dropLast())) == nil)
  }
}
