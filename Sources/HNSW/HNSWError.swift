/// What hnswlib says went wrong, such as a lack of memory.
public struct HNSWError: Error, Equatable, CustomStringConvertible {
  /// Its words.
  public let description: String

  init(_ message: String) { description = "HNSWIndex: \(message)" }
}
