import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct LockedFileTests {
  @Test func whoeverDoesNotWaitIsTold() throws {
    let folder = try TemporaryFolder()
    let url = try folder.write([1], to: "50% file")
    var first = try LockedFile(url, O_RDWR, LOCK_EX)
    #expect(try LockedFile(url, O_RDWR, LOCK_EX | LOCK_NB) == nil)
    #expect(!LockedFile.removeLeftover(url))
    #expect(try first?.bytes() == [1])
    first = nil
    #expect(try LockedFile(url, O_RDONLY, LOCK_SH | LOCK_NB) != nil)
    #expect(LockedFile.removeLeftover(url))
    #expect(folder.names.isEmpty)
    let problem = #expect(throws: FileProblem.self) { try LockedFile(url, O_RDWR, LOCK_EX) }
    #expect(problem?.found == "No such file or directory")
    let noFile = #expect(throws: FileProblem.self) {
      try LockedFile(folder.url, O_RDONLY, LOCK_SH)
    }
    #expect(noFile == FileProblem(folder.url, found: "a folder", expected: "a file"))
  }

  @Test func linesAreAddedWhole() throws {
    let folder = try TemporaryFolder()
    let url = try folder.write(Array("one\ntw".utf8), to: "log")
    try LockedFile(url, O_RDWR | O_APPEND, LOCK_EX)?.append(line: Data("two".utf8))
    #expect(try Files.read(url) == Array("one\ntwo\n".utf8))
  }

  /// The disk gets full within a line: the cause is the system's, and the file is cut back.
  @Test func aLineThatDoesNotFitSaysWhy() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let url = try folder.write(Array("one\n".utf8), to: "log")
      limitFileSize(to: 20)
      let file = try #require(try LockedFile(url, O_RDWR | O_APPEND, LOCK_EX))
      let problem = #expect(throws: FileProblem.self) {
        try file.append(line: Data(repeating: 65, count: 30))
      }
      #expect(problem?.found == "File too large" && problem?.expected == "space for 31 bytes")
      try file.append(line: Data("two".utf8))
      #expect(try Files.read(url) == Array("one\ntwo\n".utf8))
    }
  }
}
