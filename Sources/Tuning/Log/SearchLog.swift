import Files
import Foundation

/// The finished trials of a search in a file, one line of JSON each.
///
/// Several processes may use one file: whoever reads or appends holds its lock meanwhile.
struct SearchLog: Sendable {
  let url: URL
  let space: SearchSpace
  let goal: SearchGoal

  /// The records of a file, and what it ends with where its last line has no end.
  struct Contents {
    var records: [TrialRecord] = []
    var unfinishedLine: String?
  }

  /// All records in the order of the file, none if there is no file. What a killed process left of
  /// a last line is no record.
  func read() throws(FileProblem) -> Contents {
    guard Files.exists(url), let file = try LockedFile(url, O_RDONLY, LOCK_SH)
    else { return Contents() }
    return try contents(of: file)
  }

  /// Adds a record, which is on the disk afterward.
  func append(_ record: TrialRecord) throws(FileProblem) {
    let line = try encoded(record)
    try lockedFile()?.append(line: line)
  }

  /// The file, which is made if there is none, with nobody else at it.
  func lockedFile() throws(FileProblem) -> LockedFile? {
    try LockedFile(url, O_RDWR | O_CREAT | O_APPEND, LOCK_EX)
  }

  func contents(of file: LockedFile) throws(FileProblem) -> Contents {
    var lines = try file.bytes().split(separator: newline, omittingEmptySubsequences: false)
    // Behind the last line's end there is nothing, or the beginning of another line.
    let rest = lines.removeLast()
    var contents = Contents()
    for (index, line) in lines.enumerated() where !line.isBlank {
      contents.records.append(try record(Data(line), line: index + 1))
    }
    if !rest.isBlank {
      contents.unfinishedLine =
        "\(url.relativePath):\(lines.count + 1): expected a whole line, found only its first "
        + "\(rest.count) bytes; ignored"
    }
    return contents
  }
}

extension Collection<UInt8> {
  /// Whether there is nothing but white space, as an editor may leave behind.
  fileprivate var isBlank: Bool { allSatisfy { [0x20, 0x09, 0x0d].contains($0) } }
}
