import Foundation
import TestSupport
import Testing

@testable import Tuning

@Suite struct RunningTrialTests {
  private let space: SearchSpace = [.linear("x", 0...1)]

  private func files(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
  }

  @Test func isSeenUntilItEnds() throws {
    try inTemporaryFolder { folder in
      let log = SearchLog(
        url: folder.appending(path: "t.jsonl"), space: space, goal: .maximize)
      let settings = [0.5, 0.25].map { space.settings(at: [$0]) }
      var first = try log.begin(10, settings[0])
      let second = try log.begin(9, settings[1])
      let both = try log.running().map(\.settings)
      #expect(both == [settings[1], settings[0]], "in order of their numbers")
      #expect(first != nil)
      first = nil
      let one = try log.running().map(\.settings)
      #expect(one == [settings[1]])
      withExtendedLifetime(second) {}
    }
  }

  /// Two searches on one log keep away from each other's trials, whatever the folder's name.
  @Test(arguments: awkwardNames)
  func anotherSearchSeesItInFoldersOfAnyName(_ name: String) throws {
    let folder = try TemporaryFolder(named: name)
    let url = folder.url.appending(path: "\(name).jsonl")
    var searches = try (0..<2).map { _ in
      try Search(space, strategy: .random, goal: .maximize, log: url)
    }
    let trials = [try searches[0].suggest(), try searches[1].suggest()]
    #expect(trials.map(\.number) == [0, 1])
    #expect(trials[0].settings != trials[1].settings)
    #expect(folder.names.count == 3)
  }

  /// Names as long as the system allows, in letters of one byte and of three.
  @Test(arguments: [String(repeating: "x", count: 255), String(repeating: "日", count: 85)])
  func logsMayHaveLongNames(_ name: String) throws {
    let folder = try TemporaryFolder()
    let logs = [name, "\(name.dropLast())y"].map { folder[$0] }
    var searches = try (logs + logs.prefix(1)).map {
      try Search(space, strategy: .random, goal: .maximize, log: $0)
    }
    let trials = try searches.indices.map { try searches[$0].suggest() }
    #expect(trials.map(\.number) == [0, 0, 1], "each log has trials of its own")
    for index in searches.indices { try searches[index].finish(trials[index], score: 1) }
    #expect(folder.names == logs.map(\.lastPathComponent).sorted())
  }

  /// One of the two trials is another process's, and is tried here when that one has gone.
  @Test func theLastTrialsOfOthersAreWaitedFor() async throws {
    let folder = try TemporaryFolder()
    let url = folder["t.jsonl"]
    let log = SearchLog(url: url, space: space, goal: .maximize)
    var other = try log.begin(0, space.settings(at: [0.5]), of: getpid() + 1)
    #expect(try log.running().map(\.isOwn) == [false] && other != nil)
    // On a thread of its own, since it waits.
    let finished = DispatchGroup()
    DispatchQueue.global().async(group: finished) { [space] in
      #expect(throws: Never.self) {
        var search = try Search(space, strategy: .random, goal: .maximize, log: url)
        try search.run(trials: 2) { _ in 1.0 }
      }
    }
    while try log.read().records.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    try await Task.sleep(for: .milliseconds(200))
    #expect(try log.read().records.count == 1)
    other = nil
    await withCheckedContinuation { done in finished.notify(queue: .global()) { done.resume() } }
    #expect(try log.read().records.count == 2)
  }

  @Test func whatAKilledProcessLeftIsRemoved() throws {
    try inTemporaryFolder { folder in
      let log = SearchLog(
        url: folder.appending(path: "t.jsonl"), space: space, goal: .maximize)
      let left = folder.appending(path: "t.jsonl.running-3-x")
      try Data("{".utf8).write(to: left)
      try Data("other".utf8).write(to: folder.appending(path: "u.jsonl.running-3-x"))
      #expect(try log.running().isEmpty)
      #expect(try files(folder) == ["u.jsonl.running-3-x"], "that of another log stays")
    }
  }

  @Test func noneIsLeftAfterASearch() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "t.jsonl")
      var search = try Search(space, strategy: .random, goal: .maximize, log: url)
      try search.run(trials: 2) { trial in
        let count = try files(folder).count
        #expect(count == 2)
        return trial["x"] as Double
      }
      let trial = try search.suggest()
      #expect(try files(folder).count == 2)
      search.cancel(trial)
      _ = try search.suggest()
      #expect(try files(folder) == ["t.jsonl"], "a trial that is dropped ends, too")
    }
  }

  @Test func anotherProcessKeepsItsTrials() async throws {
    // The child begins a trial and is killed by its own hand: the lock goes with it.
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var search = try Search(
        [.linear("x", 0...1)], strategy: .random, goal: .maximize,
        log: folder.appending(path: "t.jsonl"))
      let trial = try search.suggest()
      FileHandle.standardError.write(Data("[\(folder.path(percentEncoded: false))]".utf8))
      withExtendedLifetime(trial) { _ = kill(getpid(), SIGKILL) }
    }
    let text = message(of: result)
    let path = try #require(text.split(separator: "[").last?.split(separator: "]").first)
    let folder = URL(filePath: String(path))
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try files(folder).count == 2, "the log and what the dead process left")
    var search = try Search(
      space, strategy: .random, goal: .maximize, log: folder.appending(path: "t.jsonl"))
    let trial = try search.suggest()
    #expect(trial.number == 0, "nobody else is there")
    #expect(try files(folder).count == 2)
  }
}
