import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FileAppenderTests {
  @Test func whatIsAddedStandsAtTheEnd() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "log")
    let file = try FileAppender(url)
    try file.append([1, 2])
    try file.append([])
    try file.append([3])
    #expect(try Files.read(url) == [1, 2, 3])
  }

  @Test func aFileThatIsThereStaysAsItIs() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "log")
    try Files.write([1], to: url)
    let problem = #expect(throws: FileProblem.self) { try FileAppender(url) }
    #expect(
      problem == FileProblem(url, found: "File exists", expected: "a file that is made anew"))
    #expect(try Files.read(url) == [1])
  }
}
