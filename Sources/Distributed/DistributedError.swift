/// Why processes cannot work together.
public enum DistributedError: Error, Equatable, CustomStringConvertible {
  /// A call of MPI failed; `message` is the library's.
  case callFailed(_ call: String, message: String)
  /// A launcher began several processes that do not know of each other, since it belongs to another
  /// library than the one that the program was built with.
  case strangers(expected: Int, library: String)
  /// The library lets only its first thread call it.
  case oneThreadOnly(library: String)
  /// What all processes do together failed on another one; `message` is its error's.
  case failedElsewhere(rank: Int, message: String)
  /// The processes disagree about what they exchange.
  case disagreement(_ what: String, found: [String])

  /// What was found, what was expected, and what helps.
  public var description: String {
    switch self {
    case .callFailed(let call, let message):
      "\(call): expected success, found \(message)"
    case .strangers(let expected, let library):
      "distributed: expected \(expected) processes, found 1: the program was built with \(library); "
        + "start it with the mpirun of that library"
    case .oneThreadOnly(let library):
      "distributed: expected a library that any thread may call, found \(library)"
    case .failedElsewhere(let rank, let message):
      "on process \(rank): \(message)"
    case .disagreement(let what, let found):
      "distributed: expected the same \(what) on all processes, found \(found.joined(separator: ", "))"
    }
  }
}
