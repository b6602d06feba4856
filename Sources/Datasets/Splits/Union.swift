import Kernels

extension ImageDataset {
  /// All classes of several datasets of images of one size.
  ///
  /// Groups of the same name are one group, and a class that an earlier dataset has in the group of
  /// the same name is left out: Omniglot's `small1` and `small2` share Greek and Latin and have 242
  /// classes together.
  ///
  /// - Parameters:
  ///   - datasets: The datasets, in the order in which their groups are to come.
  ///   - name: What the result is called.
  /// - Throws: `DatasetError.differentSizes` if the images of two datasets differ in size.
  public static func union(
    _ datasets: [ImageDataset], name: String
  ) throws(DatasetError) -> ImageDataset {
    let (height, width) = (datasets.first?.height ?? 0, datasets.first?.width ?? 0)
    for dataset in datasets where dataset.height != height || dataset.width != width {
      throw .differentSizes(
        found: "\(dataset.height)×\(dataset.width)", dataset: dataset.name,
        expected: "\(height)×\(width)")
    }
    let (groups, members) = members(of: datasets)
    var classes: [Class] = []
    var next = 0
    for member in members {
      let images = Array(next..<next + member.entry.images.count)
      classes.append(Class(name: member.entry.name, group: member.group, images: images))
      next += images.count
    }
    return ImageDataset(
      name: name, height: height, width: width, groups: groups, classes: classes,
      pixels: pixels(of: members, count: next, size: height * width))
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

  private static func pixels(of members: [Member], count images: Int, size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: images * size) { target, count in
      count = images * size
      guard var next = target.baseAddress else { return }
      for member in members {
        member.dataset.pixels.withUnsafeBufferPointer {
          gatherBytes($0, indices: member.entry.images, width: size, into: next)
        }
        next += member.entry.images.count * size
      }
    }
  }
}
