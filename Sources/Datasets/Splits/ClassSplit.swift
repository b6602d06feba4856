import Basics
import Tensor

extension ImageDataset {
  /// The dataset without the named classes, and the dataset of these classes alone: what a network
  /// is to recognize from one example, it must not have learned from.
  ///
  /// - Parameter names: `class`, which means every class of that name, or `group/class`.
  /// - Throws: `DatasetError.unknownClass` if one does not exist.
  public func splitting(
    holdingOutClasses names: [String]
  ) throws(DatasetError) -> (kept: ImageDataset, heldOut: ImageDataset) {
    let wanted = Set(names)
    let known = Set(classes.flatMap { [$0.name, fullName(of: $0)] })
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw .unknownClass(unknown, dataset: name, known: classes.map(fullName))
    }
    return parts { wanted.contains($0.name) || wanted.contains(fullName(of: $0)) }
  }

  /// The dataset without a part of its classes, drawn at random, and the dataset of these classes
  /// alone; the order of the classes stays.
  ///
  /// Each class has a number that its name and the seed determine, and those with the lowest numbers
  /// are held out. So the split stays when images are added, and a class that is added moves at most
  /// one other one. A name counts with its group's if there are several groups.
  ///
  /// - Parameters:
  ///   - fraction: How much of the classes is held out, between 0 and 1; at least one is held out
  ///     and at least one kept.
  ///   - seed: Determines the split.
  /// - Throws: `DatasetError.cannotHoldOut` if there are fewer than two classes, or the fraction is
  ///   not between 0 and 1.
  public func splitting(
    holdingOutClasses fraction: Double, seed: UInt64
  ) throws(DatasetError) -> (kept: ImageDataset, heldOut: ImageDataset) {
    guard fraction > 0 && fraction < 1 && classes.count > 1 else {
      throw .cannotHoldOut(fraction: fraction, dataset: name, count: classes.count)
    }
    let count = Int((fraction * Double(classes.count)).rounded())
    let order = classes.map { (number(of: $0, seed: seed), fullName(of: $0)) }.sorted(by: <)
    let heldOut = Set(order.prefix(min(max(1, count), classes.count - 1)).map(\.1))
    return parts { heldOut.contains(fullName(of: $0)) }
  }

  /// The same on every machine and in every version.
  private func number(of entry: Class, seed: UInt64) -> UInt64 {
    var checksum = DamageCheck()
    let key = label(of: entry)
    Array(key.utf8).withUnsafeBytes { checksum.add($0) }
    var random = SeededGenerator(seed: seed)
    var number = SeededGenerator(seed: checksum.value ^ random.next())
    return number.next()
  }

  private func parts(
    _ isHeldOut: (Class) -> Bool
  ) -> (kept: ImageDataset, heldOut: ImageDataset) {
    (keeping { !isHeldOut($0) }, keeping(isHeldOut))
  }

  /// The dataset of some classes, and of the groups that have any of them.
  private func keeping(_ isKept: (Class) -> Bool) -> ImageDataset {
    let chosen = classes.filter(isKept)
    let kept = groups.indices.filter { group in chosen.contains { $0.group == group } }
    let positions = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    return compacted(
      groups: kept.map { groups[$0] },
      classes: chosen.map {
        Class(name: $0.name, group: positions[$0.group] ?? 0, images: $0.images)
      })
  }
}
