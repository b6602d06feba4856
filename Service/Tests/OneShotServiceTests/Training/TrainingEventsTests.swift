import Foundation
import Testing

@testable import OneShotService

@Suite struct TrainingEventsTests {
  @Test func linesBecomeNumbers() {
    let text = """
      epoch,iteration,loss,"validation, accuracy"
      1,100,0.75,0.5
      2,200,,0.625
      3,300,nan,"0.75"
      4,40
      """
    let rows = TrainingRow.rows(of: text)
    #expect(
      rows.map(\.numbers) == [
        ["epoch": 1, "iteration": 100, "step": 100, "loss": 0.75, "validation, accuracy": 0.5],
        ["epoch": 2, "iteration": 200, "step": 200, "validation, accuracy": 0.625],
        ["epoch": 3, "iteration": 300, "step": 300, "validation, accuracy": 0.75],
      ])
    // The last line may be written still.
    #expect(TrainingRow.rows(of: text + "0,0.1,0.2\n").count == 4)
    #expect(TrainingRow.rows(of: "").isEmpty && TrainingRow.rows(of: "a,b").isEmpty)
  }

  private let folder: TemporaryFolder
  private let training: TrainingFolder

  init() throws {
    folder = try TemporaryFolder()
    training = TrainingFolder(url: folder.url)
  }

  /// As if all were written within one tick of the clock.
  private func write(_ losses: [Double]) throws {
    let lines = losses.enumerated().map { "\($0 + 1),\($1)\n" }.joined()
    try Data("step,loss\n\(lines)".utf8).write(to: training.log, options: .atomic)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000)],
      ofItemAtPath: training.log.path)
  }

  private func ids(_ events: String) -> [String] {
    events.split(separator: "\n").filter { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) }
  }

  @Test func whatIsNewIsTold() throws {
    var events = TrainingEvents(training, lastID: 0)
    #expect(try events.next() == "")
    try write([0.5])
    #expect(try events.next() == "id: 1\nevent: row\ndata: {\"loss\":0.5,\"step\":1}\n\n")
    #expect(try events.next() == "")
    try write([0.5, 0.25, 0.125])
    #expect(ids(try events.next()) == ["2", "3"])
    try Data([1]).write(to: training.tasks)
    let tasks = try events.next()
    #expect(tasks.hasPrefix("event: tasks\ndata: {\"version\":"))
    #expect(try events.next() == "")
  }

  @Test func anotherTrainingStartsAgain() throws {
    var events = TrainingEvents(training, lastID: 0)
    try write([0.5, 0.25])
    _ = try events.next()
    try write([0.7])
    let text = try events.next()
    #expect(text.hasPrefix("event: restart\n") && ids(text) == ["1"])
    try write([0.7, 0.6])
    #expect(ids(try events.next()) == ["2"])
  }

  /// A browser that connects again gets what it missed.
  @Test func clientsGoOn() throws {
    try write([0.5, 0.4, 0.3])
    var events = TrainingEvents(training, lastID: 2)
    #expect(ids(try events.next()) == ["3"])
    var others = TrainingEvents(training, lastID: 9)
    let text = try others.next()
    #expect(text.hasPrefix("event: restart\n") && ids(text) == ["1", "2", "3"])
  }
}
