extension ImageFolder {
  /// What `loadReadable(_:as:)` passed over.
  public struct Report: Sendable, Hashable, CustomStringConvertible {
    /// A file or folder that was passed over, and why.
    public struct Skipped: Sendable, Hashable, CustomStringConvertible {
      /// The file or folder, where it is in an archive after the archive's path.
      public let path: String
      /// What is wrong with it: `is an empty file, expected a PNG or JPEG image`.
      public let reason: String

      /// The path and the reason.
      public var description: String { "\(path): \(reason)" }
    }

    /// What was passed over, in the order of the paths; empty where everything was read.
    public let skipped: [Skipped]

    init(skipped: [Skipped]) { self.skipped = skipped }

    /// A line for each file and folder.
    public var description: String {
      skipped.isEmpty ? "nothing skipped" : skipped.map(\.description).joined(separator: "\n")
    }
  }
}
