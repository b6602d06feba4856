import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ZipArchiveTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ArchiveFixtures.judged)
  func contentsAreThoseOfPython(name: String) throws {
    let archive = try ZipArchive(ArchiveFixtures.url(name))
    let judge = try ArchiveFixtures.entries(name)
    #expect(archive.problem == nil && archive.entries.count == judge.count)
    // In any order.
    for (entry, expected) in zip(archive.entries, judge).reversed() {
      #expect(try archive.contents(of: entry) == expected.bytes)
      let beginning = try archive.beginning(of: entry)
      #expect(expected.bytes.starts(with: beginning))
      #expect(beginning.count >= min(512, expected.bytes.count))
    }
  }

  @Test func anEncryptedEntryIsCalledSo() throws {
    let archive = try ZipArchive(ArchiveFixtures.url("encrypted"))
    for read in [archive.contents, archive.beginning] {
      let error = #expect(throws: FileProblem.self) { try read(archive.entries[0]) }
      #expect(error?.found == "an encrypted entry, which is not read")
      #expect(error?.path.hasSuffix("/encrypted.zip/a/0.png") == true)
    }
    #expect(try !archive.contents(of: archive.entries[1]).isEmpty)
  }

  @Test func aDamagedEntryLeavesTheOthers() throws {
    let archive = try ZipArchive(ArchiveFixtures.url("damaged"))
    let read = archive.entries.map { entry in (try? archive.contents(of: entry)) != nil }
    #expect(read == [true, false, true, true])
    let error = #expect(throws: FileProblem.self) { try archive.contents(of: archive.entries[1]) }
    #expect(error?.found.hasPrefix("damaged or truncated ones: ZIP bad CRC") == true)
  }

  @Test func whatTheHeaderOrTheDirectoryMakesUpIsDamage() throws {
    let bytes = try ArchiveFixtures.bytes("plain")
    let end = try #require(ZipEnd(bytes, size: bytes.count))
    // In the directory's record of the first entry: its packed size, its size, its place and the bytes
    // before it; in its header the signature and the length of the name.
    let directory = end.range.lowerBound
    for place in [directory + 20, directory + 24, directory + 42, directory + 45, 0, 27] {
      for value: UInt8 in [0, 0x7F, 0xFF] where bytes[place] != value {
        var damaged = bytes
        damaged[place] = value
        let archive = try ZipArchive(folder.write(damaged, to: "damaged.zip"))
        let error = #expect(throws: FileProblem.self, "\(place - directory) \(value)") {
          try archive.contents(of: archive.entries[0])
        }
        #expect(error?.path == "\(folder.path)/damaged.zip/a")
        #expect(try archive.contents(of: archive.entries[1]) == [0x32])
      }
    }
  }

  @Test(arguments: ["plain", "unicode-path", "streamed"])
  func noDamageStopsTheProgram(name: String) throws {
    let whole = try ArchiveFixtures.bytes(name)
    for place in whole.indices {
      var damaged = whole
      damaged[place] = damaged[place] == 0xFF ? 0x7F : 0xFF
      let url = try folder.write(damaged, to: "damaged.zip")
      guard let archive = try? ZipArchive(url) else { continue }
      for entry in archive.entries {
        // What is read is what was packed, or else the damage is noticed.
        _ = try? archive.contents(of: entry)
        _ = try? archive.beginning(of: entry)
      }
      _ = try FileTree(url).listing()
    }
  }

  @Test func refusalsNameTheEntry() throws {
    let archive = try ZipArchive(ArchiveFixtures.url("symlink"))
    #expect(archive.entries.dropLast().allSatisfy { archive.refusal(of: $0) == nil })
    let problem = try #require(archive.refusal(of: archive.entries[4]))
    #expect(problem.path == archive.path + "/a/link.png")
    #expect(problem.found == "a link or a device, which is refused")
    let dots = try ZipArchive(ArchiveFixtures.url("dotdot"))
    #expect(dots.entries.map { dots.refusal(of: $0) != nil } == [false, false, true, false, false])
  }

  @Test func aDirectoryThatLacksEntriesIsNamed() throws {
    var bytes = try ArchiveFixtures.bytes("plain")
    bytes[bytes.count - 22 + 10] = 5
    let archive = try ZipArchive(folder.write(bytes, to: "five.zip"))
    #expect(
      archive.problem?.description
        == "\(folder.path)/five.zip: expected 5 entries, found a damaged directory, of which 2 can be read"
    )
    #expect(archive.entries.count == 2)
  }

  @Test func whatIsNoArchiveIsNamed() throws {
    for bytes in [[], Array("no archive at all".utf8)] {
      let error = #expect(throws: FileProblem.self) {
        try ZipArchive(folder.write(bytes, to: "a.zip"))
      }
      #expect(
        error?.description
          == "\(folder.path)/a.zip: expected a whole zip archive, found something else")
    }
  }
}
