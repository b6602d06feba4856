import Files

extension ImageFolder {
  /// What `loadReadable(_:as:)` passed over.
  public struct Report: Sendable, Hashable, CustomStringConvertible {
    /// A file or folder that was passed over, and why.
    public struct Skipped: Sendable, Hashable, CustomStringConvertible {
      /// The file or folder, if it is in an archive after the archive's path.
      public let path: String
      /// What is wrong with it: `expected a PNG or JPEG image, found an empty file`.
      public let reason: String

      init(_ problem: FileProblem) {
        path = problem.path
        reason = "expected \(problem.expected), found \(problem.found)"
      }

      /// The path and the reason.
      public var description: String { "\(path): \(reason)" }
    }

    /// What was passed over, in the order of the paths; empty if everything was read.
    public let skipped: [Skipped]

    init(_ problems: [FileProblem]) {
      skipped = problems.map(Skipped.init).sorted { $0.path < $1.path }
    }

    /// A line for each file and folder.
    public var description: String {
      skipped.isEmpty ? "nothing skipped" : skipped.map(\.description).joined(separator: "\n")
    }
  }
}
