import Tensor

extension ImageDataset {
  /// The dataset of the named groups alone, in the order named.
  ///
  /// - Throws: `DatasetError.unknownGroup`, which lists the known ones.
  public func selecting(groups names: [String]) throws(DatasetError) -> ImageDataset {
    var chosen: [Int] = []
    for name in names { chosen.append(try position(ofGroup: name)) }
    return keeping(groups: chosen)
  }

  /// The dataset without the named groups, and the dataset of these groups alone.
  ///
  /// - Throws: `DatasetError.unknownGroup`, which lists the known ones.
  public func splitting(
    holdingOut names: [String]
  ) throws(DatasetError) -> (kept: ImageDataset, heldOut: ImageDataset) {
    var dropped: [Int] = []
    for name in names { dropped.append(try position(ofGroup: name)) }
    return (
      keeping(groups: groups.indices.filter { !dropped.contains($0) }), keeping(groups: dropped)
    )
  }

  /// The dataset without `count` groups drawn at random, and the dataset of these groups alone; the
  /// order of the groups stays.
  ///
  /// - Throws: `DatasetError.tooFewGroups` if none would be kept.
  public func splitting(
    holdingOut count: Int, using random: inout SeededGenerator
  ) throws(DatasetError) -> (kept: ImageDataset, heldOut: ImageDataset) {
    guard (0..<groups.count).contains(count) else {
      throw .tooFewGroups(asked: count, dataset: name, count: groups.count)
    }
    let dropped = groups.indices.shuffled(using: &random).prefix(count).sorted()
    return (
      keeping(groups: groups.indices.filter { !dropped.contains($0) }), keeping(groups: dropped)
    )
  }

  /// Datasets of `counts` groups each, all drawn at random and none twice; within each the order of
  /// the groups stays. Groups that are left over are in none of them.
  ///
  /// The split of Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image
  /// recognition" (2015), of all 50 groups of Omniglot, with other drawers in each part:
  ///
  /// ```swift
  /// let parts = try omniglot.splitting(groups: [30, 10, 10], using: &random)
  /// let training = try parts[0].selecting(drawers: 0..<12)
  /// let validation = try parts[1].selecting(drawers: 12..<16)
  /// let test = try parts[2].selecting(drawers: 16..<20)
  /// ```
  ///
  /// - Throws: `DatasetError.cannotSplit` if there are too few groups, or one of the counts is below
  ///   1.
  public func splitting(
    groups counts: [Int], using random: inout SeededGenerator
  ) throws(DatasetError) -> [ImageDataset] {
    guard counts.allSatisfy({ $0 > 0 }), counts.reduce(0, +) <= groups.count else {
      throw .cannotSplit(asked: counts, dataset: name, count: groups.count)
    }
    let order = groups.indices.shuffled(using: &random)
    var start = 0
    return counts.map { count in
      defer { start += count }
      return keeping(groups: order[start..<start + count].sorted())
    }
  }

  /// The images of some of the drawers of every class; drawers are counted from 0.
  ///
  /// - Throws: `DatasetError.unknownDrawer` if a class has no such image.
  public func selecting(drawers: some Sequence<Int>) throws(DatasetError) -> ImageDataset {
    let drawers = Array(drawers)
    var chosen: [Class] = []
    for entry in classes {
      if let unknown = drawers.first(where: { !entry.images.indices.contains($0) }) {
        throw .unknownDrawer(
          unknown, dataset: name, class: fullName(of: entry), count: entry.images.count)
      }
      let images = drawers.map { entry.images[$0] }
      chosen.append(Class(name: entry.name, group: entry.group, images: images))
    }
    return compacted(groups: groups, classes: chosen)
  }

  private func position(ofGroup group: String) throws(DatasetError) -> Int {
    guard let position = groups.firstIndex(of: group) else {
      throw .unknownGroup(group, dataset: name, known: groups)
    }
    return position
  }

  private func keeping(groups chosen: [Int]) -> ImageDataset {
    let kept = chosen.enumerated().flatMap { position, group in
      classes.filter { $0.group == group }.map {
        Class(name: $0.name, group: position, images: $0.images)
      }
    }
    return compacted(groups: chosen.map { groups[$0] }, classes: kept)
  }

  /// The dataset of some classes, with their images alone: a copy, if they lie in memory.
  package func compacted(groups: [String], classes: [Class]) -> ImageDataset {
    let store = ImageStore.joining(
      [(store, classes.flatMap(\.images))], size: format.byteCount)
    var next = 0
    let renumbered = classes.map { entry in
      defer { next += entry.images.count }
      return Class(
        name: entry.name, group: entry.group, images: Array(next..<next + entry.images.count))
    }
    return ImageDataset(
      name: name, format: format, groups: groups, classes: renumbered, store: store)
  }
}
