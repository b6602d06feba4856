import Files
import Foundation
import TestSupport
import Testing

@testable import Tuning

@Suite struct SearchLogLineTests {
  private let space: SearchSpace = [
    .log("rate", 1e-4...1e-1), .integer("filters", 1...8), .choice("pooling", ["max", "mean"]),
    .linear("momentum", 0...2),
  ]

  private var record: TrialRecord {
    TrialRecord(settings: space.settings(at: [0.5, 0.2, 0.8, 0.3]), status: .completed, score: 1)
  }

  private func inLog(_ body: (SearchLog, URL) throws -> Void) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "trials.jsonl")
      try body(SearchLog(url: url, space: space, goal: .maximize), url)
    }
  }

  @Test func wholeNumbersComeBackAsNumbers() throws {
    try inLog { log, _ in
      let settings = Settings([
        ("rate", .number(0.001)), ("filters", .integer(3)), ("pooling", .choice("max")),
        ("momentum", .number(1)),
      ])
      try log.append(TrialRecord(settings: settings, status: .completed, score: 2))
      #expect(try log.read().records[0].settings == settings)
    }
  }

  @Test func anotherSpaceIsRefused() throws {
    try inLog { log, url in
      try log.append(record)
      let other = SearchLog(url: url, space: [.linear("x", 0...1)], goal: .maximize)
      try other.append(
        TrialRecord(settings: Settings([("x", .number(0.5))]), status: .completed, score: 1))
      let error = #expect(throws: FileProblem.self) { try log.read() }
      #expect(error?.path == url.path(percentEncoded: false))
      #expect(error?.line == 2)
      #expect(error?.found == "the search space x linear 0.0...1.0")
      #expect(error?.expected == "the search space \(space)")
      #expect(
        error?.description.hasSuffix(
          "trials.jsonl:2: expected the search space rate log 0.0001...0.1; filters integer 1...8; "
            + "pooling choice max|mean; momentum linear 0.0...2.0, "
            + "found the search space x linear 0.0...1.0") == true)
    }
  }

  @Test func anotherGoalIsRefused() throws {
    try inLog { log, url in
      try log.append(record)
      let error = #expect(throws: FileProblem.self) {
        try SearchLog(url: url, space: space, goal: .minimize).read()
      }
      #expect(error?.found == "scores to maximize" && error?.expected == "scores to minimize")
    }
  }

  @Test(arguments: [
    ("\"filters\":1", "\"filters\":9"), ("\"pooling\":\"m", "\"pooling\":\"n"),
    ("\"momentum\"", "\"moment\""), ("\"completed\"", "\"failed\""),
  ])
  func damagedValuesAreRefused(_ text: String, _ replacement: String) throws {
    try inLog { log, url in
      let settings = space.settings(at: [0.5, 0, 0.1, 0.3])
      try log.append(TrialRecord(settings: settings, status: .completed, score: 1))
      let line = try String(contentsOf: url, encoding: .utf8)
      let damaged = line.replacing(text, with: replacement)
      #expect(damaged != line)
      try Data(damaged.utf8).write(to: url)
      let error = #expect(throws: FileProblem.self) { try log.read() }
      #expect(error?.line == 1)
    }
  }

  @Test(arguments: ["garbage", "{\"space\":\"\"}"])
  func otherLinesAreRefused(_ line: String) throws {
    try inLog { log, url in
      try Data("\(line)\n".utf8).write(to: url)
      let error = #expect(throws: FileProblem.self) { try log.read() }
      #expect(error?.found == line)
      #expect(error?.expected == "a finished trial in JSON")
    }
  }

  /// JSON has no infinity: such a record is refused, and says of which file.
  @Test func aNumberThatJSONDoesNotHaveIsRefused() throws {
    try inLog { log, url in
      let record = TrialRecord(settings: record.settings, status: .completed, score: .infinity)
      let error = #expect(throws: FileProblem.self) { try log.append(record) }
      #expect(error?.path == url.path(percentEncoded: false))
      #expect(error?.expected == "a record that JSON can hold")
    }
  }
}
