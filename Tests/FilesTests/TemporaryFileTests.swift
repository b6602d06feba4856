import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct TemporaryFileTests {
  @Test(arguments: [
    String(repeating: "n", count: 200), String(repeating: "n", count: 255),
    String(repeating: "ü", count: 127),
  ])
  func namesOfAnyLengthWork(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Files.write([1], to: folder.url.appending(path: name))
    #expect(folder.names == [name])
  }

  @Test func filesOfOneBeginningDiffer() {
    let names = ["a", "b"].map { String(repeating: "n", count: 250) + $0 }
    let urls = names.map { TemporaryFile.url(beside: URL(filePath: "/\($0)")) }
    #expect(urls[0] != urls[1])
  }

  @Test func whatAKilledProcessLeftIsRemoved() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.systemPath
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let url = URL(filePath: path).appending(path: "file")
      try writeAtomically(to: url) { file throws(FileProblem) in
        try file.write([1, 2, 3])
        kill(getpid(), SIGKILL)
      }
    }
    #expect(folder.names.count == 1 && folder.names.first?.hasPrefix(".file.") == true)
    try Files.write([4], to: folder.url.appending(path: "other"))
    #expect(folder.names.count == 2, "the write of another file has nothing to do with it")
    try Files.write([5], to: folder.url.appending(path: "file"))
    #expect(folder.names == ["file", "other"])
  }

  @Test func thatOfAnotherWriterStays() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "file")
    try writeAtomically(to: url) { file throws(FileProblem) in
      try file.write([1])
      try Files.write([2], to: url)
      #expect(try Files.read(url) == [2])
      try file.write([1])
    }
    #expect(try Files.read(url) == [1, 1], "the last one stays")
    #expect(folder.names == ["file"])
  }

  /// Many writers of one file and a few that take leftovers away: each file is a whole one.
  @Test func manyWritersDoNotDisturbEachOther() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "file")
    DispatchQueue.concurrentPerform(iterations: 6) { writer in
      for _ in 0..<15 {
        let bytes = [UInt8](repeating: UInt8(writer), count: 10_000 + writer)
        #expect(throws: Never.self) { try Files.write(bytes, to: url) }
        let found = (try? Files.read(url)) ?? []
        #expect(Set(found).count == 1 && found.count == 10_000 + Int(found.first ?? 99))
        for name in folder.names where name.hasPrefix(".") {
          _ = LockedFile.removeLeftover(folder.url.appending(path: name))
        }
      }
    }
    #expect(folder.names == ["file"])
  }
}
