import Datasets
import Files

/// Which class each picture of a folder belongs to, as its path says.
struct FolderLayout {
  static let expected = "images all as class/image.png or all as group/class/image.png"

  struct Place {
    /// Below the root.
    let path: String
    let group: String
    let name: String

    /// The folder that the class is.
    var folder: Substring { path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }
  }

  /// What the dataset is called.
  let name: String
  /// The pictures, in the order of their paths.
  let places: [Place]
  /// What lies elsewhere, is an image of another kind, or a folder without any; in the order of paths.
  let problems: [FileProblem]

  /// - Throws: `FileProblem` if there is no picture at all, or the tree cannot be read.
  init(of tree: FileTree) throws(FileProblem) {
    let (files, folders) = try tree.paths()
    let name = tree.path.split(separator: "/").last.map(String.init) ?? tree.path
    let parts = files.filter(PictureFormat.isRead).map { $0.split(separator: "/").map(String.init) }
    let depth = Self.usualDepth(of: parts)
    let others = files.filter(PictureFormat.isOther)
    if depth == nil && others.isEmpty {
      throw FileProblem(
        path: tree.path,
        found: parts.first.map { "an image " + $0.joined(separator: "/") }
          ?? "no PNG or JPEG image", expected: Self.expected)
    }
    self.name = name
    places = parts.filter { $0.count == depth }.map { parts in
      Place(
        path: parts.joined(separator: "/"), group: parts.count == 3 ? parts[0] : name,
        name: parts[parts.count - 2])
    }
    let misplaced = parts.filter { $0.count != depth }.map { parts in
      FileProblem(
        path: tree.place(of: parts.joined(separator: "/")),
        found: "this one at another depth than most", expected: Self.expected)
    }
    let unread = others.map {
      FileProblem(
        path: tree.place(of: $0), found: "one of a kind that is not read",
        expected: PictureFormat.expected)
    }
    let pictures = files.filter { PictureFormat.isRead($0) || PictureFormat.isOther($0) }
    let empty = Self.emptyFolders(among: folders, besides: pictures, depth: depth ?? 2).map {
      FileProblem(
        path: tree.place(of: $0), found: "a folder without any",
        expected: "PNG or JPEG images in each class's folder")
    }
    problems = (misplaced + unread + empty).sorted { $0.path < $1.path }
  }

  /// How many folders and names the paths of most images have, 2 or 3; nil if none has.
  private static func usualDepth(of paths: [[String]]) -> Int? {
    let (two, three) = (paths.count { $0.count == 2 }, paths.count { $0.count == 3 })
    return two + three == 0 ? nil : three > two ? 3 : 2
  }

  /// The folders that should be or hold classes and have no pictures, without those in them.
  private static func emptyFolders(
    among folders: [String], besides pictures: [String], depth: Int
  ) -> [String] {
    var full: Set<Substring> = [""]
    for picture in pictures {
      for end in picture.indices where picture[end] == "/" { full.insert(picture[..<end]) }
    }
    return folders.filter { folder in
      let parts = folder.split(separator: "/")
      let parent = parts.dropLast().joined(separator: "/")
      return parts.count < depth && !full.contains(folder[...]) && full.contains(parent[...])
    }
  }

  /// The classes of the pictures that could be read; those of a group together, in order of names.
  func dataset(of pictures: PreparedPictures) -> ImageDataset {
    let owners = pictures.readable.map { [places[$0].group, places[$0].name] }
    let groups = Set(owners.map { $0[0] }).sorted()
    let members = Dictionary(grouping: owners.indices) { owners[$0] }
    let classes = members.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { owner in
      ImageDataset.Class(
        name: owner[1], group: groups.firstIndex(of: owner[0]) ?? 0, images: members[owner] ?? [])
    }
    return ImageDataset(
      name: name, format: pictures.format, groups: groups, classes: classes,
      pixels: pictures.pixels)
  }

  /// The classes that have pictures, none of which could be read.
  func emptyClasses(in tree: FileTree, given pictures: PreparedPictures) -> [FileProblem] {
    let full = Set(pictures.readable.map { places[$0].folder })
    return Set(places.map(\.folder)).subtracting(full).map { folder in
      FileProblem(
        path: tree.place(of: String(folder)), found: "a class without any, which is left out",
        expected: "readable images")
    }
  }
}
