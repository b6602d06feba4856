import Datasets
import Files
import Foundation
import Tensor

/// A dataset of one's own: pictures in folders, one for each class.
///
/// ```swift
/// // signs/stop/1.png, signs/stop/photo.jpg, signs/yield/1.png, …
/// let preparation = ImagePreprocessing.photographs(height: 48, width: 48)
/// let signs = try ImageFolder.load(URL(filePath: "signs"), as: preparation)
/// let query = try ImageFolder.image(
///   at: URL(filePath: "photo.jpg"), as: preparation)
/// query.shape  // [1, 48, 48, 3]
/// ```
///
/// A file is told by its content, whatever its name says, and turned upright as it says;
/// ``Bitmap/decode(_:as:background:maximumPixels:path:)`` lists the kinds that are read. The preparation says whether
/// pictures stay in color: without one they become gray by their luma.
public enum ImageFolder {
  /// The pictures below a folder, or in a zip archive, as `class/image.png` (then all classes are of
  /// one group, named like the folder) or as `group/class/image.png`; in the order of their names.
  ///
  /// Files are read, decoded and resized one by one on each thread, so that there is never more in
  /// memory than a few of them beside the dataset. An archive may unpack to 1 GiB of pictures.
  ///
  /// A file is a picture if its name or its first bytes say so. Hidden files and what is no picture by
  /// either are passed over; the report of `loadReadable(_:as:)` counts them. Links to folders are followed.
  ///
  /// Names may have any bytes. Those in an archive are UTF-8 if they can be, else of code page 437.
  ///
  /// - Parameters:
  ///   - url: The folder or the archive.
  ///   - preprocessing: How pictures of any size become images. By default they are of one size,
  ///     which stays, gray, and dark on light as ink on paper is.
  /// - Throws: `FileProblem` if something cannot be read or is of a kind that is not read,
  ///   if there is no picture, one lies elsewhere, or a folder has none; if an archive has a damaged
  ///   entry, a link, a path that leads out of it, or two entries of one name; and if the names of two
  ///   classes look the same but differ in bytes, since one of them is mostly a slip.
  ///   `loadReadable(_:as:)` passes over such files, and keeps such classes apart.
  public static func load(
    _ url: URL, as preprocessing: ImagePreprocessing? = nil
  ) throws(FileProblem) -> ImageDataset {
    let tree = try FileTree(url)
    return try load(PictureLayout(of: tree), in: tree, as: preprocessing)
  }

  static func load(
    _ layout: PictureLayout, in tree: FileTree, as preprocessing: ImagePreprocessing?
  ) throws(FileProblem) -> ImageDataset {
    try layout.requireWhole()
    let pictures = try PreparedPictures(
      PictureFiles(layout.places.map(\.path), in: tree), as: preprocessing, skipsProblems: false)
    return layout.dataset(of: pictures)
  }

  /// The pictures below a folder, or in a zip archive, without the files that `load(_:as:)` would stop
  /// at, and a report that names each of them with the reason.
  ///
  /// Where images lie at different depths, those are taken that lie where most do; without
  /// preprocessing, those of the first readable one's size. A class without any readable image is
  /// left out, and so are the pictures beyond what an archive may unpack to. Of two classes whose names
  /// look the same, but differ in bytes, the second is called `name (2)`; the report says so.
  ///
  /// - Parameters:
  ///   - url: The folder or the archive.
  ///   - preprocessing: As in `load(_:as:)`.
  /// - Throws: `FileProblem` if the folder or the archive itself cannot be read, or it has no
  ///   readable image.
  public static func loadReadable(
    _ url: URL, as preprocessing: ImagePreprocessing? = nil
  ) throws(FileProblem) -> (dataset: ImageDataset, report: Report) {
    let tree = try FileTree(url)
    return try loadReadable(PictureLayout(of: tree), in: tree, as: preprocessing)
  }

  static func loadReadable(
    _ layout: PictureLayout, in tree: FileTree, as preprocessing: ImagePreprocessing?
  ) throws(FileProblem) -> (dataset: ImageDataset, report: Report) {
    let pictures = try PreparedPictures(
      PictureFiles(layout.places.map(\.path), in: tree), as: preprocessing, skipsProblems: true)
    let report = try layout.report(pictures.problems, readable: pictures.readable, in: tree)
    return (layout.dataset(of: pictures), report)
  }

  /// One picture in a file, such as a query, prepared exactly as those of a folder are.
  ///
  /// - Parameters:
  ///   - url: A file of any kind that ``Bitmap/decode(_:as:background:maximumPixels:path:)`` reads.
  ///   - preprocessing: How the pictures were prepared that it is to be compared with.
  /// - Returns: `[1, height, width, channels]`, as a network is to see it.
  /// - Throws: `FileProblem` if it cannot be read or is of another kind.
  public static func image(
    at url: URL, as preprocessing: ImagePreprocessing
  ) throws(FileProblem) -> Tensor {
    try image(from: Files.read(url), as: preprocessing, path: url.shownPath)
  }

  /// One picture in the bytes of a file; else as `image(at:as:)`.
  ///
  /// - Parameters:
  ///   - data: The bytes of the file.
  ///   - preprocessing: How the pictures were prepared that it is to be compared with.
  ///   - path: Where `data` comes from, for the error; default `image`.
  /// - Returns: `[1, height, width, channels]`, as a network is to see it.
  /// - Throws: `FileProblem` if it is damaged or of another kind.
  public static func image(
    from data: [UInt8], as preprocessing: ImagePreprocessing, path: String = "image"
  ) throws(FileProblem) -> Tensor {
    let picture = try preprocessing.decode(data, path: path)
    let image = preprocessing(picture.pixels, height: picture.height, width: picture.width)
    let dataset = ImageDataset(
      name: path, format: preprocessing.format, groups: [], classes: [], pixels: image)
    return dataset.images(at: [0])
  }
}
