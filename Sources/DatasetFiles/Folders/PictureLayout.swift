import Datasets
import Files

/// Which picture files there are and which class each belongs to; nothing of their contents.
struct PictureLayout {
  /// A class: the names of its group and of itself, byte for byte.
  struct Owner: Hashable, Comparable {
    let group: BytePath
    let name: BytePath

    static func < (left: Owner, right: Owner) -> Bool {
      left.group == right.group ? left.name < right.name : left.group < right.group
    }
  }

  struct Place {
    /// Below the root.
    let path: BytePath
    let owner: Owner
    /// What messages call the class: its folder, or the list and its label.
    let home: String
  }

  /// What the dataset is called.
  let name: String
  let places: [Place]
  /// What cannot be used, for reasons that do not lie in the pictures.
  let problems: [FileProblem]
  /// What is passed over because it should be: hidden files, and those that are no pictures.
  let ignored: [String]
  /// How pictures should lie, for errors.
  let expected: String

  /// The names that classes and groups get, which look different from each other.
  let names: DistinctNames

  init(
    name: String, places: [Place], problems: [FileProblem], ignored: [String] = [],
    expected: String
  ) {
    self.name = name
    self.places = places
    self.problems = problems
    self.ignored = ignored
    self.expected = expected
    names = DistinctNames(of: places)
  }

  /// The classes of the pictures that could be read; those of a group together, in order of names.
  func dataset(of pictures: PreparedPictures) -> ImageDataset {
    let (groups, classes) = classes(of: pictures.readable)
    return ImageDataset(
      name: name, format: pictures.format, groups: groups, classes: classes,
      pixels: pictures.pixels)
  }

  /// The groups and classes of some of the places, whose images are counted in the order of `chosen`.
  func classes(of chosen: [Int]) -> (groups: [String], classes: [ImageDataset.Class]) {
    let owners = chosen.map { places[$0].owner }
    let members = Dictionary(grouping: owners.indices) { owners[$0] }
    let groups = Set(owners.map(\.group)).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(groups, groups.indices))
    let classes = members.keys.sorted().map { owner in
      ImageDataset.Class(
        name: names.name(of: owner), group: positions[owner.group] ?? 0,
        images: members[owner] ?? [])
    }
    return (groups.map(names.name(ofGroup:)), classes)
  }

  /// The classes that have pictures, none of which could be read.
  func emptyClasses(given readable: [Int]) -> [FileProblem] {
    let full = Set(readable.map { places[$0].owner })
    let empty = places.filter { !full.contains($0.owner) }.map { ($0.owner, $0.home) }
    return Dictionary(empty) { first, _ in first }.values.map { home in
      FileProblem(
        path: home, found: "a class without any, which is left out", expected: "readable images")
    }
  }

  /// Throws the first reason not to use the layout as it is.
  func requireWhole() throws(FileProblem) {
    if let problem = problems.first { throw problem }
    guard let change = names.changes.first else { return }
    throw FileProblem(
      path: change.home,
      found: "a \(change.isGroup ? "group" : "class") whose name looks the same as another one's, "
        + "which has other bytes",
      expected: "names that differ to the eye")
  }

  /// What is left out of a dataset of the readable pictures.
  ///
  /// - Throws: `FileProblem` if there is no picture that can be read.
  func report(
    _ unreadable: [FileProblem], readable: [Int], in tree: FileTree
  ) throws(FileProblem) -> ImageFolder.Report {
    let problems = problems + unreadable
    if let first = problems.first, readable.isEmpty {
      throw FileProblem(
        path: tree.path,
        found: "no readable one among \(problems.count) files and folders, of which the first is "
          + "\(first)",
        expected: expected)
    }
    return ImageFolder.Report(problems + emptyClasses(given: readable), of: self)
  }
}
