import Datasets
import Tensor

/// The classes of a dataset by group: what every sampler draws from.
struct ClassGroups: Sendable {
  /// For each group that has any, the positions of its classes in the dataset.
  let members: [[Int]]
  let dataset: ImageDataset

  init(of dataset: ImageDataset) {
    self.dataset = dataset
    var members = [[Int]](repeating: [], count: dataset.groups.count)
    for (position, entry) in dataset.classes.enumerated() { members[entry.group].append(position) }
    self.members = members.filter { !$0.isEmpty }
  }

  /// The number of classes.
  var classCount: Int { dataset.classes.count }

  /// The number of classes of the smallest group, 0 if there is none.
  var smallestGroup: Int { members.map(\.count).min() ?? 0 }

  /// The number of images of the class that has the fewest, 0 if there is none.
  var fewestImages: Int { dataset.classes.map(\.images.count).min() ?? 0 }

  /// The images of the class at a position.
  func images(of position: Int) -> [Int] { dataset.classes[position].images }

  /// The group, a position in `members`, of each class.
  var groupOfClass: [Int] {
    var result = [Int](repeating: 0, count: classCount)
    for (group, classes) in members.enumerated() {
      for position in classes { result[position] = group }
    }
    return result
  }

  /// Throws unless there are `needed` groups.
  func requireGroups(_ needed: Int, for purpose: String) throws(SamplingError) {
    if members.count < needed {
      throw .tooFewGroups(
        dataset: dataset.name, found: members.count, needed: needed, purpose: purpose)
    }
  }

  /// Throws unless every group has `needed` classes, naming the first that has not.
  func requireClassesInEach(_ needed: Int, for purpose: String) throws(SamplingError) {
    try requireGroups(1, for: purpose)
    for classes in members where classes.count < needed {
      throw .tooFewClasses(
        group: dataset.groups[dataset.classes[classes[0]].group], found: classes.count,
        needed: needed, purpose: purpose)
    }
  }

  /// Throws unless all groups together have `needed` classes.
  func requireClasses(_ needed: Int, for purpose: String) throws(SamplingError) {
    if classCount < needed {
      throw .tooFewClassesInAll(
        dataset: dataset.name, found: classCount, needed: needed, purpose: purpose)
    }
  }

  /// Throws unless every class has `needed` images, naming the first that has not.
  func requireImages(_ needed: Int, for purpose: String) throws(SamplingError) {
    for entry in dataset.classes where entry.images.count < needed {
      throw .tooFewImages(
        className: dataset.fullName(of: entry), found: entry.images.count, needed: needed,
        purpose: purpose)
    }
  }
}
