import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FolderLockTests {
  @Test(arguments: awkwardNames)
  func theSecondIsRefusedUntilTheFirstEnds(_ name: String) throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: name)
    var first: FolderLock? = try FolderLock(url)
    #expect(first?.url == url)
    let problem = #expect(throws: FileProblem.self) { try FolderLock(url) }
    #expect(
      problem?.description
        == "\(url.systemPath): expected a folder that no other run is using, "
        + "found process \(getpid()) at work in it")
    first = nil
    #expect(folder.names == [name], "nothing stays")
    first = try FolderLock(url)
    withExtendedLifetime(first) {}
  }

  @Test func aProcessThatIsKilledFreesIt() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.systemPath
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let lock = try FolderLock(URL(filePath: path))
      withExtendedLifetime(lock) { _ = kill(getpid(), SIGKILL) }
    }
    #expect(folder.names == [".lock"])
    let lock = try FolderLock(folder.url)
    withExtendedLifetime(lock) {}
  }

  @Test func anotherProcessIsRefused() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.systemPath
    let lock = try FolderLock(folder.url)
    await #expect(processExitsWith: .success) {
      [path = path as String, owner = getpid() as Int32] in
      let problem = #expect(throws: FileProblem.self) { try FolderLock(URL(filePath: path)) }
      #expect(problem?.found == "process \(owner) at work in it")
    }
    withExtendedLifetime(lock) {}
  }

  @Test func oneOfManyHasIt() throws {
    let folder = try TemporaryFolder()
    let count = Counter()
    DispatchQueue.concurrentPerform(iterations: 200) { _ in
      guard let lock = try? FolderLock(folder.url) else { return }
      withExtendedLifetime(lock) { count.visit() }
    }
    #expect(count.visits > 0 && !count.hasCollided)
  }

  /// Notices two visitors at a time.
  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var present = 0
    private(set) var visits = 0
    private(set) var hasCollided = false

    func visit() {
      lock.withLock {
        present += 1
        visits += 1
        if present > 1 { hasCollided = true }
      }
      usleep(100)
      lock.withLock { present -= 1 }
    }
  }

  @Test func aFileIsNoFolder() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], to: "file")
    let problem = #expect(throws: FileProblem.self) { try FolderLock(file) }
    #expect(problem?.path == file.systemPath)
  }
}
