import Datasets
import Files
import Foundation

extension ImageFolder {
  /// The pictures that a list names, in its order: a CSV file as mini-ImageNet's splits are.
  ///
  /// ```swift
  /// // filename,label
  /// // n0153282900000005.jpg,n01532829
  /// let list = URL(filePath: "train.csv")
  /// let birds = try ImageFolder.load(
  ///   URL(filePath: "images"), list: list, as: preparation)
  /// ```
  ///
  /// The header has the columns `filename` and `label`, and `group` if the classes come in groups, whose
  /// names have no slash; their order is free, and other columns are passed over. Without groups, all
  /// classes are of one that is named like the list: `train`. Files that the list does not name are not
  /// looked at.
  ///
  /// - Parameters:
  ///   - url: The folder or the zip archive that the file names start from. If the first file that is
  ///     found lies not there but beside the list, all start from the list's own folder.
  ///   - list: The CSV file, by RFC 4180.
  ///   - preprocessing: As in `load(_:as:)`.
  /// - Throws: `FileProblem`, with the line, if a row has no file name, no label, too many or too few
  ///   columns, an open quote, a file that is not there or that an earlier row has; and as
  ///   `load(_:as:)` does for what is wrong with a picture or a class's name.
  public static func load(
    _ url: URL, list: URL, as preprocessing: ImagePreprocessing? = nil
  ) throws(FileProblem) -> ImageDataset {
    let (layout, tree) = try layout(of: list, in: url)
    return try load(layout, in: tree, as: preprocessing)
  }

  /// The pictures that a list names, without the rows that `load(_:list:as:)` would stop at, and a report
  /// that names each of them with its line and the reason.
  ///
  /// - Parameters:
  ///   - url: As in `load(_:list:as:)`.
  ///   - list: As in `load(_:list:as:)`.
  ///   - preprocessing: As in `load(_:as:)`.
  /// - Throws: `FileProblem` if the list, or the folder or archive itself, cannot be read, if the list
  ///   lacks a column, or if no image that it names can be read.
  public static func loadReadable(
    _ url: URL, list: URL, as preprocessing: ImagePreprocessing? = nil
  ) throws(FileProblem) -> (dataset: ImageDataset, report: Report) {
    let (layout, tree) = try layout(of: list, in: url)
    return try loadReadable(layout, in: tree, as: preprocessing)
  }

  static func layout(
    of url: URL, in folder: URL
  ) throws(FileProblem) -> (PictureLayout, FileTree) {
    let list = try PictureList(url)
    let tree = try FileTree(folder)
    let beside = try FileTree(url.deletingLastPathComponent())
    for entry in list.entries {
      if tree.contains(entry.file) { break }
      if beside.contains(entry.file) { return (try PictureLayout(list, of: beside), beside) }
    }
    return (try PictureLayout(list, of: tree), tree)
  }
}
