import Files
import Foundation
import TestSupport
import Testing

@Suite struct MappedFileTests {
  @Test func bytesAreThoseOfTheFile() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let file = try MappedFile(try folder.write(bytes, to: "a"))
    #expect(Array(file.bytes) == bytes)
  }

  @Test func anEmptyFileHasNone() throws {
    let folder = try TemporaryFolder()
    #expect(try MappedFile(try folder.write([], to: "a")).bytes.isEmpty)
  }

  /// As whoever saves an index does while others search it.
  @Test func aFileThatIsReplacedStaysAsItWas() throws {
    let folder = try TemporaryFolder()
    let url = try folder.write([1, 2, 3], to: "a")
    let file = try MappedFile(url)
    try Files.write([9], to: url)
    #expect(Array(file.bytes) == [1, 2, 3])
    Files.remove(url)
    #expect(Array(file.bytes) == [1, 2, 3])
  }

  @Test func whatIsNoFileIsNamed() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileProblem.self) { try MappedFile(folder["missing"]) }
    #expect {
      try MappedFile(folder.url)
    } throws: {
      ($0 as? FileProblem)?.found == "a folder"
    }
  }
}
