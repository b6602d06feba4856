import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct GrowingFileTests {
  private func file(_ url: URL) throws(FileProblem) -> GrowingFile {
    try GrowingFile(url) { file throws(FileProblem) in try file.write([1, 2, 3]) }
  }

  private func append(_ bytes: [UInt8], to file: GrowingFile, isSynchronized: Bool = false) throws {
    try bytes.withUnsafeBytes { bytes in
      let half = bytes.count / 2
      try file.append(
        [
          UnsafeRawBufferPointer(rebasing: bytes[..<half]),
          UnsafeRawBufferPointer(rebasing: bytes[half...]),
        ], isSynchronized: isSynchronized)
    }
  }

  @Test func growsIsCutAndReplaced() throws {
    let folder = try TemporaryFolder()
    let url = folder["file"]
    var file: GrowingFile? = try self.file(url)
    #expect(try Files.read(url) == [1, 2, 3] && file?.size == 3)
    try append([4, 5, 6], to: file!, isSynchronized: true)
    let map = try file!.mapped()
    #expect(
      try Files.read(url) == [1, 2, 3, 4, 5, 6] && map.bytes.elementsEqual([1, 2, 3, 4, 5, 6]))
    try file!.replace { file throws(FileProblem) in try file.write([9, 8]) }
    try append([7], to: file!)
    #expect(try Files.read(url) == [9, 8, 7] && map.bytes.elementsEqual([1, 2, 3, 4, 5, 6]))
    try file!.cut(to: 1)
    try append([6], to: file!)
    #expect(try Files.read(url) == [9, 6] && file?.size == 2)
    file = nil
    // One that is there is not begun anew.
    #expect(try self.file(url).size == 2)
    #expect(folder.names == ["file"])
  }

  @Test func nobodyElseMayOpenIt() throws {
    let folder = try TemporaryFolder()
    let url = folder["file"]
    let first = try file(url)
    let error = #expect(throws: FileProblem.self) { try file(url) }
    #expect(error?.expected == "a file that nobody else changes")
    withExtendedLifetime(first) {}
    #expect(throws: FileProblem.self) { try file(folder.url) }
  }

  @Test func whatCannotBeWrittenLeavesTheFileAsItWas() throws {
    let folder = try TemporaryFolder()
    let url = folder["file"]
    let file = try file(url)
    let problem = FileProblem(url, found: "this", expected: "that")
    #expect(throws: problem) {
      try file.replace { file throws(FileProblem) in
        try file.write([5, 5, 5, 5])
        throw problem
      }
    }
    #expect(try Files.read(url) == [1, 2, 3] && file.size == 3)
  }
}
