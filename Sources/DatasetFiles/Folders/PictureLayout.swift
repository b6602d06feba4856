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
    let owners = pictures.readable.map { places[$0].owner }
    let members = Dictionary(grouping: owners.indices) { owners[$0] }
    let groups = Set(owners.map(\.group)).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(groups, groups.indices))
    let classes = members.keys.sorted().map { owner in
      ImageDataset.Class(
        name: names.name(of: owner), group: positions[owner.group] ?? 0,
        images: members[owner] ?? [])
    }
    return ImageDataset(
      name: name, height: pictures.height, width: pictures.width,
      groups: groups.map(names.name(ofGroup:)), classes: classes, pixels: pictures.pixels)
  }

  /// The classes that have pictures, none of which could be read.
  func emptyClasses(given pictures: PreparedPictures) -> [FileProblem] {
    let full = Set(pictures.readable.map { places[$0].owner })
    let empty = places.filter { !full.contains($0.owner) }.map { ($0.owner, $0.home) }
    return Dictionary(empty) { first, _ in first }.values.map { home in
      FileProblem(
        path: home, found: "a class without any, which is left out", expected: "readable images")
    }
  }
}
