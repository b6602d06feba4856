import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ZipWriterTests {
  @Test(arguments: [false, true]) func whatItWritesIsReadAndTheSameEachTime(isPacked: Bool) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "x.zip")
      var bytes: [Data] = []
      for _ in 0..<2 {
        try ZipWriter.write(to: url, isPacked: isPacked) { archive throws(FileProblem) in
          try archive.add("a/ü.txt", Array("text".utf8))
          try archive.add("empty", [])
        }
        bytes.append(try Data(contentsOf: url))
      }
      #expect(bytes[0] == bytes[1])
      var files: [Archive.File] = []
      try Archive.forEachFile(inZip: url) { file throws(FileProblem) in files.append(file) }
      #expect(files.map(\.path) == ["a/ü.txt", "empty"])
      #expect(files.map(\.contents) == [Array("text".utf8), []])
    }
  }

  @Test func nothingIsLeftWhereWritingFails() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "x.zip")
      let failure = FileProblem(path: "x", found: "a", expected: "b")
      var writer: ZipWriter?
      #expect(throws: failure) {
        try ZipWriter.write(to: url, isPacked: true) { archive throws(FileProblem) in
          writer = archive
          try archive.add("a", [1])
          throw failure
        }
      }
      // Else it keeps its memory for ever.
      #expect(writer?.isClosed == true)
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false))
      #expect(names.isEmpty)
    }
  }
}
