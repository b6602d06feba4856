import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FileReaderTests {
  @Test func readsPartsOfAFileAndOfBytes() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "bytes")
      try Files.write([1, 2, 3, 4, 5], to: url)
      for reader in [try FileReader(url), FileReader([1, 2, 3, 4, 5], place: "memory")] {
        #expect(reader.size == 5)
        #expect(try reader.bytes(1..<4) == [2, 3, 4])
        #expect(try reader.bytes(5..<5).isEmpty)
        let problem = #expect(throws: FileProblem.self) { try reader.bytes(3..<6) }
        #expect(problem?.found == "bytes 3..<6 of 5")
        #expect(problem?.path == reader.place)
      }
    }
  }

  @Test func aFileThatShrinksIsAProblem() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "bytes")
      try Files.write([1, 2, 3, 4, 5], to: url)
      let reader = try FileReader(url)
      truncate(url.systemPath, 2)
      let problem = #expect(throws: FileProblem.self) { try reader.bytes(1..<4) }
      #expect(problem?.found == "its end at byte 2")
      #expect(throws: FileProblem.self) { try FileReader(folder) }
    }
  }
}
