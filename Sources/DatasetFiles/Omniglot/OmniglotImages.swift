import Datasets
import Files
import Foundation

extension Omniglot {
  /// The images of the given parts, those of an alphabet that is in several parts once.
  ///
  /// - Parameters:
  ///   - parts: The sets to read.
  ///   - folder: Holds the original archives, such as `images_background_small1.zip`, or the folders
  ///     they unpack to, itself or in a folder `python`.
  /// - Throws: `DataNotFoundError` if a part is missing; `FileProblem` if an archive is not the
  ///   published one, or something cannot be read or is not as it should be; `DatasetError` if the
  ///   images of two parts differ in size.
  public static func load(_ parts: [Part], in folder: URL) throws -> ImageDataset {
    try load(parts, from: DataLocator(only: folder))
  }

  /// The images of the given parts, wherever `locator` finds them; else as `load(_:in:)`.
  ///
  /// - Throws: As `load(_:in:)`.
  public static func load(_ parts: [Part], from locator: DataLocator) throws -> ImageDataset {
    let name = "Omniglot (\(parts.map(\.rawValue).joined(separator: ", ")))"
    let datasets = try parts.map { part in
      try images(at: locator.locate(part.file).url, of: part.file)
    }
    return try ImageDataset.union(datasets, name: name)
  }

  /// The images in one archive, or in the folder it unpacks to.
  static func images(at url: URL, of official: OfficialFile) throws(FileProblem) -> ImageDataset {
    let tree = try FileTree(url)
    let root = tree.isFolder ? nil : official.folderName
    let listing = try tree.listing()
    if let problem = listing.problems.first { throw problem }
    let paths = listing.files.filter { $0.hasSuffix(".png") }
    let drawings = try paths.map { path throws(FileProblem) in
      try Drawing(path, in: tree, root: root)
    }
    guard !drawings.isEmpty else {
      throw FileProblem(path: tree.path, found: "no PNG image", expected: Drawing.layout)
    }
    let images = try PreparedPictures(
      PictureFiles(paths, in: tree), as: nil, skipsProblems: false)
    let groups = Set(drawings.map(\.alphabet)).sorted()
    return ImageDataset(
      name: "Omniglot (\(official.folderName))", format: images.format,
      groups: groups, classes: try classes(of: drawings, groups: groups, in: tree),
      pixels: images.pixels)
  }

  /// `drawings` are ordered by alphabet, character and drawer.
  private static func classes(
    of drawings: [Drawing], groups: [String], in tree: FileTree
  ) throws(FileProblem) -> [ImageDataset.Class] {
    var classes: [ImageDataset.Class] = []
    var start = 0
    while start < drawings.count {
      let first = drawings[start]
      let end = drawings[start...].firstIndex { !$0.isSameCharacter(as: first) } ?? drawings.count
      let drawers = drawings[start..<end].map(\.drawer)
      guard drawers == Array(1...drawers.count) else {
        throw FileProblem(
          path: tree.place(of: first.folder), found: "images of the drawers \(drawers)",
          expected: "one image of each drawer from 1 on, named like 0108_01.png")
      }
      let group = groups.firstIndex(of: first.alphabet) ?? 0
      classes.append(.init(name: first.character, group: group, images: Array(start..<end)))
      start = end
    }
    return classes
  }
}

/// One image of Omniglot and what its path says about it.
private struct Drawing {
  static let layout = "images like Greek/character01/0394_01.png (alphabet/character/drawer)"

  let folder: BytePath
  let alphabet: String
  let character: String
  let drawer: Int

  /// - Parameter root: The folder that all paths start with, or nil if they do not.
  init(_ path: BytePath, in tree: FileTree, root: String?) throws(FileProblem) {
    let parts = path.names.map(\.description)
    let names = root == nil ? parts : Array(parts.dropFirst())
    let drawer = names.last?.dropLast(4).split(separator: "_").last.flatMap { Int($0) }
    guard names.count == 3, root == nil || parts[0] == root, let drawer else {
      let root = root.map { ", below the folder \($0)" } ?? ""
      throw FileProblem(
        path: tree.path, found: "an image \(path)", expected: Self.layout + root)
    }
    folder = path.parent ?? ""
    (alphabet, character, self.drawer) = (names[0], names[1], drawer)
  }

  func isSameCharacter(as other: Drawing) -> Bool { folder == other.folder }
}
