import Basics
import Datasets

/// All classes of a group, one image each: the characters of an alphabet.
///
/// ```swift
/// try GroupSheet(omniglot, group: "Greek")
///   .write(to: URL(filePath: "greek.png"))
/// ```
public struct GroupSheet: RasterPicture, Hashable {
  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int
  /// 1 of a gray picture, 3 of red, green and blue.
  public let channels: Int
  /// `height · width · channels` bytes, row by row from the top.
  public let pixels: [UInt8]

  /// A sheet of the classes in the dataset's order; classes without an image are left out.
  ///
  /// - Parameters:
  ///   - dataset: The classes and their images.
  ///   - group: The group's name; one that the dataset does not have is a programming error.
  ///   - image: Which image of each class is shown, or its last one if it has fewer; default the first.
  ///   - columns: How many are in a row; default nil: about as many as there are rows.
  public init(_ dataset: ImageDataset, group: String, image: Int = 0, columns: Int? = nil) {
    guard let position = dataset.groups.firstIndex(of: group) else {
      fatalError("GroupSheet: \(dataset.name) has no group \(group), it has \(dataset.groups)")
    }
    require(
      image >= 0 && columns ?? 1 > 0,
      "GroupSheet: expected an image from 0 on and columns from 1 on, got \(image) and \(columns ?? 1)"
    )
    let images = dataset.classes.filter { $0.group == position && !$0.images.isEmpty }
      .map { $0.images[min(image, $0.images.count - 1)] }
    let sheet = TileSheet(dataset, count: images.count, columns: columns)
    var canvas = PictureCanvas(
      width: sheet.width, height: sheet.height, channels: dataset.channels)
    sheet.draw(images, on: &canvas)
    width = canvas.width
    height = canvas.height
    channels = canvas.channels
    pixels = canvas.pixels
  }
}
