extension ImageDataset {
  /// All classes of several datasets of images of one size.
  ///
  /// Groups of the same name are one group, and a class that an earlier dataset has in the group of
  /// the same name is left out: Omniglot's `small1` and `small2` share Greek and Latin and have 242
  /// characters together.
  ///
  /// Throws `DatasetError.differentSizes`.
  public static func union(
    _ datasets: [ImageDataset], name: String
  ) throws(DatasetError) -> ImageDataset {
    guard let first = datasets.first else {
      return ImageDataset(name: name, height: 0, width: 0, groups: [], classes: [], pixels: [])
    }
    var groups: [String] = []
    var members: [[Class]] = []
    var pixels: [UInt8] = []
    var count = 0
    for dataset in datasets {
      guard dataset.height == first.height && dataset.width == first.width else {
        throw .differentSizes(
          found: "\(dataset.height)×\(dataset.width)", dataset: dataset.name,
          expected: "\(first.height)×\(first.width)")
      }
      for (group, groupName) in dataset.groups.enumerated() {
        let position = groups.firstIndex(of: groupName) ?? groups.count
        if position == groups.count {
          groups.append(groupName)
          members.append([])
        }
        let known = Set(members[position].map(\.name))
        for entry in dataset.classes where entry.group == group && !known.contains(entry.name) {
          members[position].append(
            Class(name: entry.name, group: position, images: entry.images.map { $0 + count }))
        }
      }
      pixels += dataset.pixels
      count += dataset.count
    }
    let all = ImageDataset(
      name: name, height: first.height, width: first.width, groups: groups,
      classes: members.flatMap { $0 }, pixels: pixels)
    return datasets.count == 1 ? all : all.compacted(groups: groups, classes: all.classes)
  }
}
