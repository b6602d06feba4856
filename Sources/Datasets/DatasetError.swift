import Basics

/// A dataset does not have what was asked of it.
public enum DatasetError: Error, Equatable, CustomStringConvertible {
  /// There is no group of this name.
  case unknownGroup(String, dataset: String, known: [String])
  /// Fewer groups are there than were to be taken out with at least one to remain.
  case tooFewGroups(asked: Int, dataset: String, count: Int)
  /// The dataset has too few groups for the parts it was to be split into, or one of these would be
  /// empty.
  case cannotSplit(asked: [Int], dataset: String, count: Int)
  /// There is no class of this name.
  case unknownClass(String, dataset: String, known: [String])
  /// There are no two classes, or the fraction of them to be held out is not between 0 and 1.
  case cannotHoldOut(fraction: Double, dataset: String, count: Int)
  /// The drawers asked for do not exist for every class.
  case unknownDrawer(Int, dataset: String, class: String, count: Int)
  /// An image that is not in memory cannot be read.
  case unreadable(dataset: String, image: Int, reason: String)
  /// Datasets of images of different forms cannot be joined.
  case differentFormats(found: ImageFormat, dataset: String, expected: ImageFormat)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .unknownGroup(let name, let dataset, let known):
      "\(dataset) has no group '\(name)'; it has \(Self.listed(known))"
    case .tooFewGroups(let asked, let dataset, let count):
      "\(dataset) has \(counted(count, "group")): cannot hold out \(asked) of them and keep at least one"
    case .cannotSplit(let asked, let dataset, let count):
      "\(dataset) has \(counted(count, "group")): cannot split into parts of "
        + asked.map(String.init).joined(separator: " + ")
        + "; expected counts from 1 on, \(count) or fewer together"
    case .unknownClass(let name, let dataset, let known):
      "\(dataset) has no class '\(name)'; it has \(Self.listed(known))"
    case .cannotHoldOut(let fraction, let dataset, let count):
      "\(dataset) has \(counted(count, "class")): cannot hold out \(fraction); expected a fraction "
        + "between 0 and 1 of at least 2 classes"
    case .unknownDrawer(let drawer, let dataset, let name, let count):
      "\(dataset) has no drawer \(drawer) of \(name), which has \(counted(count, "image"))"
    case .unreadable(let dataset, let image, let reason):
      "\(dataset): expected to read image \(image), found: \(reason)"
    case .differentFormats(let found, let dataset, let expected):
      "\(dataset) has images of \(found), expected \(expected) like the datasets before it"
    }
  }

  /// A few of many names.
  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(20).joined(separator: ", ")
    return names.count > 20 ? shown + " and \(names.count - 20) more" : shown
  }
}
