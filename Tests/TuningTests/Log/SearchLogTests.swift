import Dispatch
import Files
import Foundation
import TestSupport
import Testing

@testable import Tuning

@Suite struct SearchLogTests {
  private let space: SearchSpace = [
    .log("rate", 1e-4...1e-1), .integer("filters", 1...8), .choice("pooling", ["max", "mean"]),
    .linear("momentum", 0...2),
  ]

  private func record(_ index: Int) -> TrialRecord {
    let point = SobolSequence(dimensions: 4, seed: 1).point(at: index)
    return TrialRecord(
      settings: space.settings(at: point),
      status: [.completed, .stopped, .failed][index % 3],
      score: index % 3 == 2 ? nil : 1 / (Double(index) + 0.1),
      reports: (0..<index % 4).map { TrialReport(step: $0, score: Double($0) / 7) },
      seconds: Double(index) / 3)
  }

  private func inLog(_ body: (SearchLog, URL) throws -> Void) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "trials.jsonl")
      try body(SearchLog(url: url, space: space, goal: .maximize), url)
    }
  }

  @Test func recordsComeBackExactly() throws {
    try inLog { log, url in
      #expect(try log.read().records.isEmpty, "no file yet")
      let records = (0..<60).map(record)
      for record in records { try log.append(record) }
      let contents = try log.read()
      #expect(contents.records == records)
      #expect(contents.unfinishedLine == nil)
      let text = try String(contentsOf: url, encoding: .utf8)
      #expect(text.split(separator: "\n").count == 60)
      #expect(text.hasSuffix("}\n"))
    }
  }

  /// Wherever a process was killed while it wrote the last line.
  @Test(arguments: [1, 2, 40, 200])
  func aTruncatedLineIsReportedAndReplaced(_ missing: Int) throws {
    try inLog { log, url in
      for index in 0..<3 { try log.append(record(index)) }
      let whole = try Data(contentsOf: url)
      try whole.dropLast(missing).write(to: url)
      let contents = try log.read()
      #expect(contents.records == [record(0), record(1)])
      let unfinished = try #require(contents.unfinishedLine)
      #expect(unfinished.contains("trials.jsonl:3: expected a whole line, found only its first "))
      try log.append(record(4))
      let repaired = try log.read()
      #expect(repaired.records == [record(0), record(1), record(4)])
      #expect(repaired.unfinishedLine == nil)
    }
  }

  @Test func aFragmentAloneIsReplaced() throws {
    try inLog { log, url in
      // Longer than the blocks in which the end of the last line is looked for.
      try Data(repeating: UInt8(ascii: "{"), count: 10_000).write(to: url)
      #expect(try log.read().records.isEmpty)
      try log.append(record(0))
      #expect(try log.read().records == [record(0)])
    }
  }

  /// As an editor, or a copy by way of Windows, leaves it.
  @Test func blankLinesAreNoRecords() throws {
    try inLog { log, url in
      try log.append(record(0))
      let line = try Data(contentsOf: url)
      try (Data("\n".utf8) + line.dropLast() + Data("\r\n \t\r\n".utf8)).write(to: url)
      try log.append(record(1))
      try (try Data(contentsOf: url) + Data("\n  ".utf8)).write(to: url)
      let found = try log.read()
      #expect(found.records == [record(0), record(1)])
      #expect(found.unfinishedLine == nil)
    }
  }

  @Test func aFolderIsNoLog() throws {
    try inTemporaryFolder { folder in
      let log = SearchLog(url: folder, space: space, goal: .maximize)
      #expect(throws: FileProblem.self) { try log.append(record(0)) }
      #expect(throws: FileProblem.self) { try log.read() }
      let absent = SearchLog(
        url: folder.appending(path: "none/trials.jsonl"), space: space, goal: .maximize)
      let error = #expect(throws: FileProblem.self) { try absent.append(record(0)) }
      #expect(error?.found == "No such file or directory")
    }
  }

  /// Each append opens the file by itself, as processes do.
  @Test func manyWritersLoseNothing() throws {
    try inLog { log, url in
      // A fragment that all of them want to remove.
      try Data("{\"fragment".utf8).write(to: url)
      DispatchQueue.concurrentPerform(iterations: 8) { writer in
        for index in 0..<6 {
          #expect(throws: Never.self) { try log.append(record(writer * 6 + index)) }
          #expect(throws: Never.self) { _ = try log.read() }
        }
      }
      let found = try log.read().records
      #expect(found.count == 48)
      #expect(Set(found) == Set((0..<48).map(record)))
    }
  }
}
