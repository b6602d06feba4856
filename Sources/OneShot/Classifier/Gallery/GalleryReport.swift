import Basics

/// What a classifier found when it opened a gallery file.
public struct GalleryReport: Sendable, Hashable, CustomStringConvertible {
  /// The number of classes.
  public let classes: Int
  /// The number of examples of all classes.
  public let examples: Int
  /// How many bytes at the end of the file were cut off, since they were a change that was not written to
  /// its end: the program or the machine stopped in the midst of it. 0 if there were none.
  public let cutBytes: Int

  /// `1000000 classes, 1000000 examples`, and what was cut off.
  public var description: String {
    let found = "\(counted(classes, "class")), \(counted(examples, "example"))"
    if cutBytes == 0 { return found }
    return found + "; the last \(cutBytes) bytes, a change that was not finished, were cut off"
  }
}
