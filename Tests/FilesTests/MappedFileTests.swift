import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct MappedFileTests {
  @Test func theBytesAreThoseOfTheFile() throws {
    let folder = try TemporaryFolder()
    let url = folder["bytes"]
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try Files.write(bytes, to: url)
    let file = try Files.open(url)
    let map = try MappedFile(file.fileDescriptor, count: bytes.count, of: url)
    let part = try MappedFile(file.fileDescriptor, count: 10, of: url)
    try file.close()
    // What takes its place changes nothing.
    try Files.write([1], to: url)
    #expect(map.bytes.elementsEqual(bytes) && part.bytes.elementsEqual(bytes[..<10]))
  }

  @Test func nothingAndWhatCannotBeMapped() throws {
    let folder = try TemporaryFolder()
    let url = folder["bytes"]
    try Files.write([], to: url)
    let file = try Files.open(url)
    #expect(try MappedFile(file.fileDescriptor, count: 0, of: url).bytes.isEmpty)
    let error = #expect(throws: FileProblem.self) { try MappedFile(-1, count: 10, of: url) }
    #expect(error?.expected == "a file that can be mapped")
  }
}
