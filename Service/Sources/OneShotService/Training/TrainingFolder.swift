import Foundation

/// What a training leaves in its folder: its log and a picture of tasks, both of which it writes anew
/// while it goes on.
struct TrainingFolder: Sendable {
  let url: URL

  var log: URL { url.appending(path: "training.csv") }
  var tasks: URL { url.appending(path: "tasks.png") }

  /// The most bytes of a log that are read.
  static let maximumLog = 16 << 20

  /// The rows of the log so far; nil if there is none.
  func rows() -> [TrainingRow]? {
    guard let handle = try? FileHandle(forReadingFrom: log) else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: Self.maximumLog) else { return [] }
    return TrainingRow.rows(of: String(decoding: data, as: UTF8.self))
  }
}

/// The numbers of one line of a training's log.
struct TrainingRow: Sendable, Equatable, Encodable {
  /// By the names of the columns; `step` is the iteration.
  let numbers: [String: Double]

  func encode(to encoder: any Encoder) throws { try numbers.encode(to: encoder) }

  /// The lines of comma-separated values below one of names. A line that is not written to its end is
  /// left for later, and so is what is no number.
  static func rows(of text: String) -> [TrainingRow] {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    if !lines.isEmpty { lines.removeLast() }
    guard let head = lines.first else { return [] }
    let names = fields(of: head)
    return lines.dropFirst().filter { !$0.isEmpty }.map { line in
      var numbers: [String: Double] = [:]
      for (name, field) in zip(names, fields(of: line)) {
        if let number = Double(field), number.isFinite { numbers[name] = number }
      }
      numbers["step"] = numbers["step"] ?? numbers["iteration"] ?? numbers["epoch"]
      return TrainingRow(numbers: numbers)
    }
  }

  /// RFC 4180: a field may stand in quotes, and two of them are one.
  private static func fields(of line: Substring) -> [String] {
    var (fields, field, isQuoted) = ([String](), "", false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        if isQuoted, !field.isEmpty { field.append(character) }
      } else if character == ",", !isQuoted {
        fields.append(field)
        field = ""
      } else {
        field.append(character)
      }
    }
    return fields + [field]
  }
}
