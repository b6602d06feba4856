import Files

extension ImageFolder {
  /// What `loadReadable(_:as:)` did not read, and what it could not call by its name.
  ///
  /// Each file of the folder is an image of the dataset, one of those skipped, or one of those ignored.
  public struct Report: Sendable, Hashable, CustomStringConvertible {
    /// A file or folder that was passed over, and why.
    public struct Skipped: Sendable, Hashable, CustomStringConvertible {
      /// The file or folder, if it is in an archive after the archive's path; bytes that are no text
      /// stand as `caf\\xE9`.
      public let path: String
      /// The line at fault of a list, from 1; else nil.
      public let line: Int?
      /// What is wrong with it: `expected a JPEG image, found a damaged one: …`.
      public let reason: String

      init(_ problem: FileProblem) {
        path = problem.path
        line = problem.line
        reason = "expected \(problem.expected), found \(problem.found)"
      }

      /// The path, the line and the reason.
      public var description: String { "\(path):\(line.map { "\($0):" } ?? "") \(reason)" }
    }

    /// A class or a group that is called otherwise in the dataset, because its name and that of another
    /// one are the same to the eye, with other bytes: é as one character and as e with an accent.
    public struct Renamed: Sendable, Hashable, CustomStringConvertible {
      /// The class's folder, or the list and its label; of a group that of its first class.
      public let path: String
      /// What it is called in the dataset: `café (2)`.
      public let name: String

      /// The path and the name.
      public var description: String { "\(path): is called \(name), as another looks the same" }
    }

    /// What was passed over, in the order of the paths; empty if everything was read.
    public let skipped: [Skipped]
    /// The classes and groups that are called otherwise, in the order of their names; mostly empty.
    public let renamed: [Renamed]
    /// The files that were not to be read, in order: hidden ones, and those that are no images by their
    /// names nor by their first bytes. Of a hidden folder, and of a link to a folder that it is in, the
    /// path alone.
    public let ignored: [String]

    init(_ problems: [FileProblem], of layout: PictureLayout? = nil) {
      skipped = problems.map(Skipped.init)
        .sorted { ($0.path, $0.line ?? 0) < ($1.path, $1.line ?? 0) }
      renamed = layout?.names.changes.map { Renamed(path: $0.home, name: $0.name) } ?? []
      ignored = layout?.ignored ?? []
    }

    /// A line for each file and folder that was skipped, and for each class that is called otherwise.
    public var description: String {
      let lines = skipped.map(\.description) + renamed.map(\.description)
      return lines.isEmpty ? "nothing skipped" : lines.joined(separator: "\n")
    }
  }
}
