import Files
import Foundation

extension SearchLog {
  /// What a line holds; the space and the goal say which search it belongs to.
  private struct Line: Codable {
    var space: String
    var goal: String
    var settings: [String: Setting]
    var status: TrialRecord.Status
    var score: Double?
    var reports: [TrialReport]
    var seconds: Double
  }

  /// The line of a record, without its end.
  func encoded(_ record: TrialRecord) throws(FileProblem) -> Data {
    let settings = record.settings
    let line = Line(
      space: space.description, goal: goal.rawValue,
      settings: Dictionary(
        settings.names.map { ($0, settings[setting: $0] ?? .choice("")) }, uniquingKeysWith: { $1 }),
      status: record.status, score: record.score, reports: record.reports, seconds: record.seconds)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(line)
    } catch {
      throw FileProblem(
        url, found: "\(error)", expected: "a record that JSON can hold")
    }
  }

  /// The record of a line.
  func record(_ data: Data, line number: Int) throws(FileProblem) -> TrialRecord {
    guard let line = try? JSONDecoder().decode(Line.self, from: data) else {
      let text = String(decoding: data.prefix(60), as: UTF8.self)
      throw FileProblem(
        url, line: number, found: text, expected: "a finished trial in JSON")
    }
    guard line.space == space.description else {
      throw FileProblem(
        url, line: number, found: "the search space \(line.space)",
        expected: "the search space \(space)")
    }
    guard line.goal == goal.rawValue else {
      throw FileProblem(
        url, line: number, found: "scores to \(line.goal)",
        expected: "scores to \(goal.rawValue)")
    }
    guard let settings = space.settings(read: line.settings),
      (line.score == nil) == (line.status == .failed)
    else {
      let found = line.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      throw FileProblem(
        url, line: number,
        found: "a trial \(line.status.rawValue) with \(found.joined(separator: ", "))"
          + (line.score == nil ? " without a score" : ""),
        expected: "a value within \(space) for each parameter, and a score unless it failed")
    }
    return TrialRecord(
      settings: settings, status: line.status, score: line.score, reports: line.reports,
      seconds: line.seconds)
  }
}

extension SearchSpace {
  /// The settings of a line of a log, nil unless there is one in its range for each parameter.
  fileprivate func settings(read values: [String: Setting]) -> Settings? {
    var settings: [(name: String, value: Setting)] = []
    for dimension in dimensions {
      guard var value = values[dimension.name] else { return nil }
      // JSON does not tell 1 from 1.0.
      if case .integer(let integer) = value, !dimension.isInteger {
        value = .number(Double(integer))
      }
      settings.append((dimension.name, value))
    }
    let result = Settings(settings)
    return values.count == settings.count && point(of: result) != nil ? result : nil
  }
}

extension SearchSpace.Dimension {
  fileprivate var isInteger: Bool { if case .integer = kind { true } else { false } }
}
