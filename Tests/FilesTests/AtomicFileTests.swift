import Files
import Foundation
import TestSupport
import Testing
import Training

@Suite struct AtomicFileTests {
  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
  }

  @Test func replacesTheWholeFile() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "file with spaces.txt")
      try writeAtomically(to: url) { try $0.write(contentsOf: Data("a longer text".utf8)) }
      try writeAtomically(to: url) { file in
        try file.write(contentsOf: Data("short".utf8))
        #expect(try String(contentsOf: url, encoding: .utf8) == "a longer text")
      }
      #expect(try String(contentsOf: url, encoding: .utf8) == "short")
      #expect(try names(in: folder) == ["file with spaces.txt"])
    }
  }

  @Test func leavesNothingBehindWhereWritingFails() throws {
    struct Failure: Error {}
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "file.txt")
      #expect(throws: Failure.self) {
        try writeAtomically(to: url) { file in
          try file.write(contentsOf: Data("half".utf8))
          throw Failure()
        }
      }
      let left = try names(in: folder)
      #expect(left.isEmpty)
    }
  }
}
