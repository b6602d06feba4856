import Datasets
import Files
import Foundation

extension ImageFolder {
  /// The pictures below a folder, or in a zip archive, as `load(_:as:)` has them, which stay there: each is
  /// read, decoded and prepared when it is asked for.
  ///
  /// ```swift
  /// let birds = try ImageFolder.open(
  ///   URL(filePath: "birds"), as: .photographs(height: 84, width: 84))
  /// try PackedImages.write(birds, to: URL(filePath: "birds.images"))
  /// ```
  ///
  /// Nothing but the names is read at first. ``PackedImages`` keeps what was decoded, which is many times
  /// faster to train from.
  ///
  /// - Parameters:
  ///   - url: The folder or the archive; it must stay as it is while the dataset is in use.
  ///   - list: A CSV file that names the pictures, as in `load(_:list:as:)`; default none.
  ///   - preprocessing: How pictures of any size become images.
  /// - Throws: `FileProblem` as `load(_:as:)` does, except for what is wrong with a picture itself: that is
  ///   thrown when the picture is asked for.
  public static func open(
    _ url: URL, list: URL? = nil, as preprocessing: ImagePreprocessing
  ) throws(FileProblem) -> ImageDataset {
    let (layout, tree) = try layout(of: list, in: url)
    try layout.requireWhole()
    return FolderImages(layout, in: tree, as: preprocessing).dataset
  }

  /// The pictures that stay in a folder or an archive, without those that `open(_:list:as:)` or reading them
  /// would stop at, and a report that names each of them with the reason.
  ///
  /// To know them every picture is decoded once.
  ///
  /// - Parameters:
  ///   - url: As in `open(_:list:as:)`.
  ///   - list: As in `open(_:list:as:)`.
  ///   - preprocessing: As in `open(_:list:as:)`.
  /// - Throws: `FileProblem` as `loadReadable(_:as:)` does.
  public static func openReadable(
    _ url: URL, list: URL? = nil, as preprocessing: ImagePreprocessing
  ) throws(FileProblem) -> (dataset: ImageDataset, report: Report) {
    let (layout, tree) = try layout(of: list, in: url)
    let all = FolderImages(layout, in: tree, as: preprocessing)
    let problems = all.problems()
    let readable = problems.indices.filter { problems[$0] == nil }
    let report = try layout.report(
      problems.compactMap { $0 }, readable: readable, in: tree)
    return (all.keeping(readable).dataset, report)
  }

  static func layout(
    of list: URL?, in url: URL
  ) throws(FileProblem) -> (PictureLayout, FileTree) {
    if let list { return try layout(of: list, in: url) }
    let tree = try FileTree(url)
    return (try PictureLayout(of: tree), tree)
  }
}
