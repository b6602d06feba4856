import Basics

/// A dataset is too small for the batches or tasks that were asked of it.
public enum SamplingError: Error, Equatable, CustomStringConvertible {
  /// A size that makes no sense: `ways` of 0.
  case tooSmall(size: String, found: Int, minimum: Int)
  /// The dataset has fewer groups than `purpose` needs.
  case tooFewGroups(dataset: String, found: Int, needed: Int, purpose: String)
  /// The group has fewer classes than `purpose` needs.
  case tooFewClasses(group: String, found: Int, needed: Int, purpose: String)
  /// The dataset as a whole has fewer classes than `purpose` needs.
  case tooFewClassesInAll(dataset: String, found: Int, needed: Int, purpose: String)
  /// The class, named `group/class`, has fewer images than `purpose` needs.
  case tooFewImages(className: String, found: Int, needed: Int, purpose: String)
  /// The images are gray where `purpose` needs colors, or the other way round.
  case otherChannels(dataset: String, found: Int, needed: Int, purpose: String)
  /// An image that is not in memory cannot be read.
  case unreadable(dataset: String, reason: String)

  /// What was found, what was needed, and where:
  /// `group signs has 2 classes, a 5-way task needs 5`.
  public var description: String {
    switch self {
    case .tooSmall(let size, let found, let minimum):
      "\(size) must be at least \(minimum), got \(found)"
    case .tooFewGroups(let dataset, let found, let needed, let purpose):
      "\(dataset) has \(counted(found, "group")), \(purpose) needs \(needed)"
    case .tooFewClasses(let group, let found, let needed, let purpose):
      "group \(group) has \(counted(found, "class")), \(purpose) needs \(needed)"
    case .tooFewClassesInAll(let dataset, let found, let needed, let purpose):
      "\(dataset) has \(counted(found, "class")), \(purpose) needs \(needed)"
    case .tooFewImages(let name, let found, let needed, let purpose):
      "class \(name) has \(counted(found, "image")), \(purpose) needs \(needed)"
    case .unreadable(let dataset, let reason):
      "\(dataset): expected images that can be read, found: \(reason)"
    case .otherChannels(let dataset, let found, let needed, let purpose):
      "\(dataset) has images of \(counted(found, "channel")), \(purpose) needs \(needed)"
    }
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
