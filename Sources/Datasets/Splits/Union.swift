extension ImageDataset {
  /// All classes of several datasets of images of one form.
  ///
  /// Groups of the same name are one group, and a class that an earlier dataset has in the group of
  /// the same name is left out: Omniglot's `small1` and `small2` share Greek and Latin and have 242
  /// classes together.
  ///
  /// - Parameters:
  ///   - datasets: The datasets, in the order in which their groups are to come.
  ///   - name: What the result is called.
  /// - Throws: `DatasetError.differentFormats` if the images of two datasets differ in size, channels or values.
  public static func union(
    _ datasets: [ImageDataset], name: String
  ) throws(DatasetError) -> ImageDataset {
    let format = datasets.first?.format ?? ImageFormat(height: 0, width: 0)
    for dataset in datasets where dataset.format != format {
      throw .differentFormats(
        found: dataset.format, dataset: dataset.name, expected: format)
    }
    let (groups, members) = members(of: datasets)
    var classes: [Class] = []
    var next = 0
    for member in members {
      let images = Array(next..<next + member.entry.images.count)
      classes.append(Class(name: member.entry.name, group: member.group, images: images))
      next += images.count
    }
    let store = ImageStore.joining(
      members.map { ($0.dataset.store, $0.entry.images) }, size: format.byteCount)
    return ImageDataset(
      name: name, format: format, groups: groups, classes: classes, store: store)
  }

  /// A class of the union and the dataset that it comes from.
  private struct Member {
    let dataset: ImageDataset
    let group: Int
    let entry: Class
  }

  /// The groups by their first appearance, and the classes group by group.
  private static func members(of datasets: [ImageDataset]) -> ([String], [Member]) {
    var groups: [String] = []
    var members: [[Member]] = []
    for dataset in datasets {
      for (group, name) in dataset.groups.enumerated() {
        let position = groups.firstIndex(of: name) ?? groups.count
        if position == groups.count {
          groups.append(name)
          members.append([])
        }
        let known = Set(members[position].map(\.entry.name))
        for entry in dataset.classes where entry.group == group && !known.contains(entry.name) {
          members[position].append(Member(dataset: dataset, group: position, entry: entry))
        }
      }
    }
    return (groups, members.flatMap { $0 })
  }
}
