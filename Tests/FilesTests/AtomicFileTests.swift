import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct AtomicFileTests {
  private func mode(_ url: URL) -> mode_t? { Files.mode(of: url).map { $0 & 0o777 } }

  @Test(arguments: awkwardNames)
  func replacesTheWholeFile(_ name: String) throws {
    let folder = try TemporaryFolder(named: name)
    let url = folder.url.appending(path: "\(name).txt")
    try Files.write(Array("a longer text".utf8), to: url)
    try writeAtomically(to: url) { file throws(FileProblem) in
      try file.write(Array("sho".utf8))
      try file.write(Array("rt".utf8))
      #expect(try Files.read(url) == Array("a longer text".utf8))
      #expect(folder.names.count == 2)
    }
    #expect(try Files.read(url) == Array("short".utf8))
    #expect(folder.names == ["\(name).txt"])
  }

  @Test func leavesNothingBehindWhereWritingFails() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "file.txt")
    let failure = FileProblem(path: "other", found: "b", expected: "a")
    let found = #expect(throws: FileProblem.self) {
      try writeAtomically(to: url) { file throws(FileProblem) in
        try file.write(Array("half".utf8))
        throw failure
      }
    }
    #expect(found == failure)
    #expect(folder.names.isEmpty)
  }

  @Test func aLinkStaysALink() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], to: "data/50% file")
    let manager = FileManager.default
    let first = folder.url.appending(path: "first")
    let second = folder.url.appending(path: "second")
    let dangling = folder.url.appending(path: "dangling")
    try manager.createSymbolicLink(
      atPath: first.systemPath, withDestinationPath: "data/50% file")
    try manager.createSymbolicLink(atPath: second.systemPath, withDestinationPath: first.systemPath)
    try manager.createSymbolicLink(atPath: dangling.systemPath, withDestinationPath: "data/new")
    try Files.write([2], to: second)
    try Files.write([3], to: dangling)
    #expect(try Files.read(file) == [2])
    #expect(try Files.read(folder.url.appending(path: "data/new")) == [3])
    #expect(try manager.destinationOfSymbolicLink(atPath: first.systemPath) == "data/50% file")
    #expect(try manager.destinationOfSymbolicLink(atPath: second.systemPath) == first.systemPath)
    #expect(folder.names == ["dangling", "data", "data/50% file", "data/new", "first", "second"])
  }

  @Test func aCircleOfLinksIsAnError() throws {
    let folder = try TemporaryFolder()
    let (a, b) = (folder.url.appending(path: "a"), folder.url.appending(path: "b"))
    try FileManager.default.createSymbolicLink(atPath: a.systemPath, withDestinationPath: "b")
    try FileManager.default.createSymbolicLink(atPath: b.systemPath, withDestinationPath: "a")
    let problem = #expect(throws: FileProblem.self) { try Files.write([1], to: a) }
    #expect(problem?.found == Files.message(ELOOP))
    #expect(folder.names == ["a", "b"])
  }

  @Test(arguments: [0o600, 0o640, 0o755] as [mode_t])
  func permissionsStay(_ permissions: mode_t) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], to: "file")
    chmod(file.systemPath, permissions)
    try Files.write([2], to: file)
    #expect(mode(file) == permissions)
    #expect(try Files.read(file) == [2])
  }

  @Test func aNewFileHasThePermissionsOfAnyOther() throws {
    let folder = try TemporaryFolder()
    let other = try folder.write([1], to: "other")
    let file = folder.url.appending(path: "file")
    try Files.write([1], to: file)
    #expect(mode(file) == mode(other))
  }

  @Test func aFolderIsRefused() throws {
    let folder = try TemporaryFolder()
    let problem = #expect(throws: FileProblem.self) { try Files.write([1], to: folder.url) }
    #expect(problem?.found == "a folder")
    #expect(folder.names.isEmpty)
  }
}
