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
    let drawings = try OmniglotDrawings(.images, paths, in: tree, root: root)
    let images = try PreparedPictures(
      PictureFiles(paths, in: tree), as: nil, skipsProblems: false)
    return ImageDataset(
      name: "Omniglot (\(official.folderName))", format: images.format, groups: drawings.groups,
      classes: drawings.characters.map {
        .init(name: $0.name, group: $0.group, images: Array($0.drawings))
      },
      pixels: images.pixels)
  }
}
