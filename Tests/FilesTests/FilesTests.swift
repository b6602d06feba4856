import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FilesTests {
  @Test(arguments: awkwardNames)
  func readsAndWritesInFoldersOfAnyName(_ name: String) throws {
    let root = try TemporaryFolder()
    let folder = root.url.appending(path: name).appending(path: name)
    try Files.makeFolder(folder)
    try Files.makeFolder(folder)
    #expect(Files.isFolder(folder) && !Files.exists(folder.appending(path: "a")))
    let file = folder.appending(path: "\(name).txt")
    try Files.write([1, 2, 3], to: file)
    #expect(try Files.read(file) == [1, 2, 3])
    #expect(Files.size(file) == 3 && Files.exists(file) && !Files.isFolder(file))
    #expect(try Files.names(in: folder) == ["\(name).txt"])
    let moved = folder.appending(path: "moved")
    try Files.write([9], to: moved)
    try Files.move(file, to: moved)
    #expect(try Files.read(moved) == [1, 2, 3])
    #expect(root.names == [name, "\(name)/\(name)", "\(name)/\(name)/moved"])
    Files.remove(moved)
    #expect(try Files.names(in: folder).isEmpty && Files.size(moved) == 0)
  }

  @Test func everyProblemNamesItsFileAndWhatTheSystemSays() throws {
    let folder = try TemporaryFolder()
    let none = folder.url.appending(path: "none")
    let inNone = none.appending(path: "file")
    func problem(_ expected: String, _ body: () throws -> Void) {
      let error = #expect(throws: FileProblem.self, performing: body)
      #expect(error?.description.hasSuffix(expected) == true, "\(error?.description ?? "nothing")")
    }
    let missing = "found No such file or directory"
    problem("none: expected a readable file, \(missing)") { _ = try Files.read(none) }
    problem("none: expected a readable folder, \(missing)") { _ = try Files.names(in: none) }
    problem("none/file: expected a writable file, \(missing)") { try Files.write([1], to: inNone) }
    problem("none/file: expected a writable file, \(missing)") { try Files.move(none, to: inNone) }
    problem("expected a file, found a folder") { _ = try Files.open(folder.url) }
    let file = try folder.write([1], to: "file")
    problem("file/a: expected a folder, there or to be made, found Not a directory") {
      try Files.makeFolder(file.appending(path: "a"))
    }
  }

  @Test func aReasonIsInTheSystemsWords() {
    #expect(Files.message(ENOSPC) == "No space left on device")
    #expect(Files.reason(POSIXError(.ENOSPC)) == "No space left on device")
    let wrapped = NSError(
      domain: NSCocoaErrorDomain, code: 640,
      userInfo: [NSUnderlyingErrorKey: NSError(domain: NSPOSIXErrorDomain, code: Int(ENOSPC))])
    #expect(Files.reason(wrapped) == "No space left on device")
  }
}
