import Datasets

/// A dataset of one's own: PNG images in folders.
///
/// ```swift
/// // signs/stop/1.png, signs/stop/2.png, signs/yield/1.png, …
/// let signs = try ImageFolder.load("signs").resized(height: 35, width: 35)
/// ```
public enum ImageFolder {
  /// The images below a folder, or in a zip archive, as `class/image.png` (then all classes are of
  /// one group, named like the folder) or as `group/class/image.png`; in the order of their names.
  ///
  /// Images are of one size, and dark on light as ink on paper is.
  ///
  /// Throws `FileError`, `ArchiveError` or `ImageError` where something cannot be read, and
  /// `LayoutError` where there is no image or one lies elsewhere.
  public static func load(_ path: String) throws -> ImageDataset {
    let tree = FileTree(path: path)
    let files = try tree.files { $0.lowercased().hasSuffix(".png") }
    let name = tree.path.split(separator: "/").last.map(String.init) ?? tree.path
    let places = files.map { $0.path.split(separator: "/").map(String.init) }
    let depth = places.first?.count ?? 0
    guard depth == 2 || depth == 3, places.allSatisfy({ $0.count == depth }) else {
      let odd = places.first { $0.count != depth || !(2...3).contains(depth) }
      throw LayoutError(
        path: tree.path,
        found: odd.map { "an image " + $0.joined(separator: "/") } ?? "no PNG image",
        expected: "images all as class/image.png or all as group/class/image.png")
    }
    let images = try DecodedImages(files, of: tree)
    let owners = places.map { depth == 3 ? [$0[0], $0[1]] : [name, $0[0]] }
    let groups = Set(owners.map { $0[0] }).sorted()
    let members = Dictionary(grouping: owners.indices) { owners[$0] }
    let classes = members.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { owner in
      ImageDataset.Class(
        name: owner[1], group: groups.firstIndex(of: owner[0]) ?? 0, images: members[owner] ?? [])
    }
    return ImageDataset(
      name: name, height: images.height, width: images.width, groups: groups, classes: classes,
      pixels: images.pixels)
  }
}
