import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FilesBytePathTests {
  private let folder: TemporaryFolder
  private var root: BytePath { BytePath(of: folder.url) }

  init() throws { folder = try TemporaryFolder() }

  @Test func namesAreGivenAsTheyAre() throws {
    let names: Set<BytePath> = [".hidden", "a b", "e\u{301}", "\u{E9}", "日本"]
    for name in names { try folder.write([1], to: name.description) }
    // Some systems store both forms of é as one file.
    let found = try Files.names(in: root, place: "here")
    #expect(Set(found).isSubset(of: names) && found.count >= 4)
    #if os(Linux)
      #expect(Set(found) == names)
    #endif
    let error = #expect(throws: FileProblem.self) {
      try Files.names(in: root.appending("none"), place: "here")
    }
    #expect(
      error?.description == "here: expected a readable folder, found No such file or directory")
  }

  @Test func statusFollowsLinks() throws {
    try folder.write([1], to: "a/1")
    let place = folder["b"].systemPath
    try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: "a")
    let (a, b) = (Files.status(of: root.appending("a")), Files.status(of: root.appending("b")))
    #expect(a?.kind == .folder && a?.identity == b?.identity)
    #expect(a?.identity != Files.status(of: root)?.identity)
    #expect(Files.status(of: root.appending("a/1"))?.kind == .file)
    #expect(Files.status(of: "/dev/null")?.kind == .other)
    #expect(Files.status(of: root.appending("c")) == nil)
    #expect(Files.status(of: root.appending(BytePath([0x61, 0, 0x62]))) == nil)
  }

  @Test func filesAreReadWholeOrInPart() throws {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    try folder.write(bytes, to: "a")
    let path = root.appending("a")
    #expect(try Files.read(path, place: "a") == bytes)
    #expect(try Files.read(path, upTo: 10, place: "a") == Array(bytes[..<10]))
    #expect(try Files.read(path, upTo: 200_000, place: "a") == bytes)
    try folder.write([], to: "empty")
    #expect(try Files.read(root.appending("empty"), place: "a").isEmpty)
    let descriptor = try Files.open(path, place: "a")
    defer { close(descriptor) }
    #expect(Files.size(of: descriptor) == 200_000)
    #expect(
      try Files.read(descriptor, 3, at: 150_000, place: "a") == Array(bytes[150_000..<150_003]))
    #expect(try Files.read(descriptor, 9, at: 199_999, place: "a") == [bytes[199_999]])
  }

  @Test func whatHasNoSizeOfItsOwnIsReadToItsEnd() throws {
    #if os(Linux)
      let text = try Files.read("/proc/self/status", place: "status")
      #expect(text.starts(with: Array("Name:".utf8)) && text.count > 200)
    #endif
    #expect(try Files.read("/dev/null", place: "null").isEmpty)
    #expect(try Files.read("/dev/zero", upTo: 100_000, place: "zero").count == 100_000)
  }

  @Test func whatCannotBeReadIsNamed() {
    let error = #expect(throws: FileProblem.self) { try Files.read(root, place: "here") }
    #expect(error?.description == "here: expected a file, found a folder")
    let missing = #expect(throws: FileProblem.self) {
      try Files.read(root.appending("none"), place: "here")
    }
    #expect(
      missing?.description == "here: expected a readable file, found No such file or directory")
  }
}
