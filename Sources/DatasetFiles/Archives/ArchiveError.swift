/// An archive is damaged or holds something that must not be unpacked.
public struct ArchiveError: Error, Equatable, CustomStringConvertible {
  /// The archive's file.
  public let path: String
  /// The entry at fault, or nil where it is the archive as a whole.
  public let entry: String?
  /// What is wrong: `leads out of the archive, which is refused`.
  public let reason: String

  /// An error about an archive or one of its entries.
  public init(path: String, entry: String? = nil, reason: String) {
    self.path = path
    self.entry = entry
    self.reason = reason
  }

  /// The path, the entry and the reason.
  public var description: String {
    "\(path): " + (entry.map { "entry \($0) " } ?? "") + reason
  }
}
