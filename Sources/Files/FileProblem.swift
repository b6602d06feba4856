import Foundation

/// A file, a folder or a part of one that is not as it should be, or cannot be read or written.
///
/// Everything here that reads or writes files throws it, whatever the file holds.
///
///     weights.safetensors: expected a header within the file's 20 bytes, found a length of 96
public struct FileProblem: Error, Equatable, CustomStringConvertible {
  /// The file or folder as it was given; what lies in an archive, after the archive's path.
  public let path: String
  /// The line at fault, from 1; nil if the file has no lines or it is the file as a whole.
  public let line: Int?
  /// What was found, or what the system says.
  public let found: String
  /// What should be there.
  public let expected: String

  /// A problem with what is at `path`.
  public init(path: String, line: Int? = nil, found: String, expected: String) {
    self.path = path
    self.line = line
    self.found = found
    self.expected = expected
  }

  /// A problem with what is at `url`, whose path is shown as it was given, relative or not.
  public init(_ url: URL, line: Int? = nil, found: String, expected: String) {
    self.init(path: url.shownPath, line: line, found: found, expected: expected)
  }

  /// The place, what was expected and what was found:
  /// `trials.jsonl:3: expected scores to minimize, found scores to maximize`.
  public var description: String {
    "\(path):\(line.map { "\($0):" } ?? "") expected \(expected), found \(found)"
  }
}

extension URL {
  /// The path as calls of the system take it: `my läufe #1`, not `my%20l%C3%A4ufe%20%231`.
  package var systemPath: String { path(percentEncoded: false) }

  /// The path as it was given, for people; a part of it that is no text by the numbers of its bytes.
  package var shownPath: String {
    relativePath.isEmpty ? BytePath(of: self).description : relativePath
  }
}
