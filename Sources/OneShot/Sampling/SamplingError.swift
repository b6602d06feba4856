/// A dataset is too small for the batches or tasks that were asked of it.
public enum SamplingError: Error, Equatable, CustomStringConvertible {
  /// A size that makes no sense: `ways` of 0.
  case tooSmall(size: String, found: Int, minimum: Int)
  /// The dataset has fewer alphabets than `purpose` needs.
  case tooFewAlphabets(dataset: String, found: Int, needed: Int, purpose: String)
  /// The alphabet has fewer characters than `purpose` needs.
  case tooFewCharacters(alphabet: String, found: Int, needed: Int, purpose: String)
  /// The dataset as a whole has fewer characters than `purpose` needs.
  case tooFewCharactersInAll(dataset: String, found: Int, needed: Int, purpose: String)
  /// The character, named `alphabet/character`, has fewer images than `purpose` needs.
  case tooFewImages(character: String, found: Int, needed: Int, purpose: String)

  /// What was found, what was needed, and where:
  /// `alphabet Greek has 24 characters, a 30-way task needs 30`.
  public var description: String {
    switch self {
    case .tooSmall(let size, let found, let minimum):
      "\(size) must be at least \(minimum), got \(found)"
    case .tooFewAlphabets(let dataset, let found, let needed, let purpose):
      "\(dataset) has \(counted(found, "alphabet")), \(purpose) needs \(needed)"
    case .tooFewCharacters(let alphabet, let found, let needed, let purpose):
      "alphabet \(alphabet) has \(counted(found, "character")), \(purpose) needs \(needed)"
    case .tooFewCharactersInAll(let dataset, let found, let needed, let purpose):
      "\(dataset) has \(counted(found, "character")), \(purpose) needs \(needed)"
    case .tooFewImages(let character, let found, let needed, let purpose):
      "character \(character) has \(counted(found, "image")), \(purpose) needs \(needed)"
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// Throws unless each size is at least its minimum.
  static func check(
    _ sizes: (name: String, value: Int, minimum: Int)...
  ) throws(SamplingError) {
    for size in sizes where size.value < size.minimum {
      throw .tooSmall(size: size.name, found: size.value, minimum: size.minimum)
    }
  }
}
