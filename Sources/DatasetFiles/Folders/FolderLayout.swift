import Files

extension PictureLayout {
  static let expected = "images all as class/image.png or all as group/class/image.png"

  /// The layout that the folders of a tree say.
  ///
  /// A file is a picture by its name or, where that does not say so, by its first bytes.
  ///
  /// - Throws: `FileProblem` if there is no picture at all, or the tree cannot be read.
  init(of tree: FileTree) throws(FileProblem) {
    let listing = try tree.listing()
    let sorted = SortedFiles(listing, of: tree)
    let names = sorted.pictures.map(\.names)
    let depth = Self.usualDepth(of: names)
    if depth == nil, names.isEmpty, let problem = listing.problems.first { throw problem }
    guard let depth else {
      throw FileProblem(
        path: tree.path, found: sorted.pictures.first.map { "an image \($0)" } ?? "no image",
        expected: Self.expected)
    }
    var (places, problems): ([Place], [FileProblem]) = ([], listing.problems + sorted.problems)
    for (path, names) in zip(sorted.pictures, names) {
      guard names.count == depth else {
        problems.append(
          FileProblem(
            path: tree.place(of: path), found: "this one at another depth than most",
            expected: Self.expected))
        continue
      }
      let group = depth == 3 ? names[0] : BytePath(tree.name)
      places.append(
        Place(
          path: path, owner: Owner(group: group, name: names[depth - 2]),
          home: tree.place(of: path.parent ?? "")))
    }
    problems += Self.emptyFolders(of: listing, besides: sorted.seen, depth: depth).map {
      FileProblem(
        path: tree.place(of: $0), found: "a folder without any",
        expected: "images in each class's folder")
    }
    self.init(
      name: tree.name, places: places, problems: problems.sorted { $0.path < $1.path },
      ignored: sorted.ignored, expected: Self.expected)
  }

  /// How many folders and names the paths of most images have, 2 or 3; nil if none has.
  private static func usualDepth(of paths: [[BytePath]]) -> Int? {
    let (two, three) = (paths.count { $0.count == 2 }, paths.count { $0.count == 3 })
    return two + three == 0 ? nil : three > two ? 3 : 2
  }

  /// The folders that should be or hold classes and have no pictures, without those in them and those that
  /// could not be read.
  private static func emptyFolders(
    of listing: FileTree.Listing, besides seen: [BytePath], depth: Int
  ) -> [BytePath] {
    var full: Set<BytePath> = [""]
    for path in seen {
      var folder = path.parent
      while let place = folder, full.insert(place).inserted { folder = place.parent }
    }
    return listing.folders.filter { folder in
      folder.names.count < depth && !full.contains(folder) && full.contains(folder.parent ?? "")
        && !listing.unreadable.contains(folder)
    }
  }
}

/// The files of a tree by what they are.
private struct SortedFiles {
  private(set) var pictures: [BytePath] = []
  /// What could be pictures and is none that can be read.
  private(set) var problems: [FileProblem] = []
  /// The pictures, and the places of the problems.
  private(set) var seen: [BytePath] = []
  private(set) var ignored: [String] = []

  init(_ listing: FileTree.Listing, of tree: FileTree) {
    seen = listing.unreadable
    for path in listing.files {
      do throws(FileProblem) {
        if try Self.isPicture(path, of: tree) {
          pictures.append(path)
          seen.append(path)
        } else {
          ignored.append(tree.place(of: path))
        }
      } catch {
        problems.append(error)
        seen.append(path)
      }
    }
    for path in listing.others {
      if PictureFormat.looksLikePicture(name: path.description) {
        problems.append(
          FileProblem(path: tree.place(of: path), found: "a pipe or a device", expected: "a file"))
        seen.append(path)
      } else {
        ignored.append(tree.place(of: path))
      }
    }
    ignored = (ignored + listing.hidden.map(tree.place)).sorted()
  }

  private static func isPicture(_ path: BytePath, of tree: FileTree) throws(FileProblem) -> Bool {
    if PictureFormat.looksLikePicture(name: path.description) { return true }
    return PictureFormat.isPicture(beginning: try tree.beginning(of: path))
  }
}
