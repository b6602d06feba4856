import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Files

@Suite struct FileLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func nobodyReadsWhatAnotherIsAboutToChange() throws {
    let url = folder["count"]
    try Files.write([0], to: url)
    let problems = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 40) { _ in
      do {
        let lock = try FileLock(for: url)
        let count = try Files.read(url)[0]
        try Files.write([count + 1], to: url)
        withExtendedLifetime(lock) {}
      } catch {
        problems.add(1, ordering: .relaxed)
      }
    }
    #expect(problems.load(ordering: .relaxed) == 0)
    #expect(try Files.read(url) == [40])
    #expect(folder.names == ["count"])
  }

  @Test func aFolderThatIsMissingIsAProblem() {
    let error = #expect(throws: FileProblem.self) { try FileLock(for: folder["none/file"]) }
    #expect(error?.path == folder["none/file"].relativePath)
  }

  @Test func whoDoesNotWaitIsRefused() throws {
    let url = folder["file"]
    var lock: FileLock? = try FileLock(unlessTaken: url)
    let error = #expect(throws: FileProblem.self) { try FileLock(unlessTaken: url) }
    #expect(error?.expected == "a file that nobody else changes")
    withExtendedLifetime(lock) {}
    lock = nil
    lock = try FileLock(unlessTaken: url)
    lock = nil
    #expect(folder.names.isEmpty)
  }
}
