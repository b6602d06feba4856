import Datasets
import Files

/// Something in a folder of pictures that is not as it should be.
struct FolderProblem {
  /// The file or folder at fault.
  let path: String
  /// What is wrong with it.
  let reason: String
  /// What is thrown where nothing is passed over.
  let error: any Error

  /// An error about one file.
  init(_ error: any Error, path: String) {
    reason = (error as? ImageError)?.reason ?? (error as? FileError)?.reason ?? "\(error)"
    (self.path, self.error) = (path, error)
  }

  init(path: String, reason: String, error: FileProblem) {
    (self.path, self.reason, self.error) = (path, reason, error)
  }
}

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
  let problems: [FolderProblem]

  /// Throws `FileProblem` where there is no picture at all.
  init(of tree: FileTree) throws {
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
    let misplaced = parts.filter { $0.count != depth }.map {
      Self.misplaced($0.joined(separator: "/"), in: tree)
    }
    let unread = others.map { Self.unread($0, in: tree) }
    let pictures = files.filter { PictureFormat.isRead($0) || PictureFormat.isOther($0) }
    let empty = Self.emptyFolders(among: folders, besides: pictures, depth: depth ?? 2)
      .map { Self.emptyFolder($0, in: tree) }
    problems = (misplaced + unread + empty).sorted { $0.path < $1.path }
  }

  /// How many folders and names the paths of most images have, 2 or 3; nil where none has.
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

  private static func misplaced(_ path: String, in tree: FileTree) -> FolderProblem {
    FolderProblem(
      path: tree.place(of: path), reason: "lies at another depth than most images",
      error: FileProblem(path: tree.path, found: "an image \(path)", expected: expected))
  }

  private static func unread(_ path: String, in tree: FileTree) -> FolderProblem {
    let place = tree.place(of: path)
    return FolderProblem(
      ImageError(path: place, reason: "is of a kind that is not read, expected PNG or JPEG"),
      path: place)
  }

  private static func emptyFolder(_ folder: String, in tree: FileTree) -> FolderProblem {
    let (found, expected) = ("a folder without PNG or JPEG images", "some in each class's folder")
    return FolderProblem(
      path: tree.place(of: folder), reason: "is \(found)",
      error: FileProblem(path: tree.place(of: folder), found: found, expected: expected))
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
      name: name, height: pictures.height, width: pictures.width, groups: groups, classes: classes,
      pixels: pictures.pixels)
  }

  /// The classes that have pictures, none of which could be read.
  func emptyClasses(in tree: FileTree, given pictures: PreparedPictures) -> [FolderProblem] {
    let full = Set(pictures.readable.map { places[$0].folder })
    return Set(places.map(\.folder)).subtracting(full).map { folder in
      let place = tree.place(of: String(folder))
      let error = FileProblem(path: place, found: "no readable image", expected: "one or more")
      return FolderProblem(
        path: place, reason: "has no readable image and is left out", error: error)
    }
  }
}
