extension ImageDataset {
  /// All classes of several datasets of images of one form.
  ///
  /// Groups of the same name are one group, and classes of the same name in it are one class, which has
  /// the images of all of them. An image that an earlier dataset has in the class, byte for byte, is left
  /// out: Omniglot's `small1` and `small2` share Greek and Latin and have 242 classes together.
  ///
  /// - Parameters:
  ///   - datasets: The datasets, in the order in which their groups are to come.
  ///   - name: What the result is called.
  /// - Throws: `DatasetError.differentFormats` if the images of two datasets differ in size, channels or
  ///   values, and `DatasetError.unreadable` if images that may be the same cannot be read.
  public static func union(
    _ datasets: [ImageDataset], name: String
  ) throws(DatasetError) -> ImageDataset {
    let format = datasets.first?.format ?? ImageFormat(height: 0, width: 0)
    for dataset in datasets where dataset.format != format {
      throw .differentFormats(
        found: dataset.format, dataset: dataset.name, expected: format)
    }
    var union = Union()
    for dataset in datasets { try union.add(dataset) }
    return union.dataset(named: name, of: format)
  }
}

/// What was joined so far.
private struct Union {
  /// An image of one of the datasets.
  private typealias Image = (dataset: ImageDataset, position: Int)

  private var groups: [String] = []
  /// Group by group the names of the classes, in their order, and their images.
  private var names: [[String]] = []
  private var images: [[String: [Image]]] = []

  mutating func add(_ dataset: ImageDataset) throws(DatasetError) {
    for (position, group) in dataset.groups.enumerated() {
      let place = groups.firstIndex(of: group) ?? groups.count
      if place == groups.count {
        groups.append(group)
        names.append([])
        images.append([:])
      }
      for entry in dataset.classes where entry.group == position {
        try add(entry, of: dataset, to: place)
      }
    }
  }

  private mutating func add(
    _ entry: ImageDataset.Class, of dataset: ImageDataset, to group: Int
  ) throws(DatasetError) {
    var added = entry.images.map { (dataset, $0) }
    if let known = images[group][entry.name] {
      var bytes: Set<[UInt8]> = []
      for image in known { bytes.insert(try Self.bytes(of: image)) }
      var new: [Image] = []
      for image in added where !bytes.contains(try Self.bytes(of: image)) { new.append(image) }
      added = known + new
    } else {
      names[group].append(entry.name)
    }
    images[group][entry.name] = added
  }

  private static func bytes(of image: Image) throws(DatasetError) -> [UInt8] {
    do {
      return try image.dataset.store.pixels(at: image.position)
    } catch {
      throw .unreadable(dataset: image.dataset.name, image: image.position, reason: "\(error)")
    }
  }

  func dataset(named name: String, of format: ImageFormat) -> ImageDataset {
    var classes: [ImageDataset.Class] = []
    var parts: [(store: ImageStore, positions: [Int])] = []
    var next = 0
    for (group, names) in names.enumerated() {
      for name in names {
        let images = images[group][name] ?? []
        classes.append(
          .init(name: name, group: group, images: Array(next..<next + images.count)))
        parts += images.map { ($0.dataset.store, [$0.position]) }
        next += images.count
      }
    }
    return ImageDataset(
      name: name, format: format, groups: groups, classes: classes,
      store: .joining(parts, size: format.byteCount))
  }
}
