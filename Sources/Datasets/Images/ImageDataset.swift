import Basics
import Kernels
import Tensor

/// Images of one form in classes, and classes in groups: what one-shot learning learns from.
///
/// A group holds classes of a kind, which are harder to tell apart than those of different groups. For
/// Omniglot a class is a character, its group an alphabet, and each of its images was drawn by another
/// person. Pixels are bytes, of gray ink on paper or of photographs in color, so that the whole of
/// Omniglot fits into 360 MB; `images(at:)` gives them as tensors. What does not fit into memory stays
/// in an ``ImageSource``, such as a folder on a disk.
public struct ImageDataset: Sendable {
  /// One class: its name, its group and its images.
  public struct Class: Sendable, Hashable {
    /// The name within its group, such as `stop`.
    public let name: String
    /// The position of its group in `groups`.
    public let group: Int
    /// The positions of its images in the dataset. Image `i` of every class was drawn by drawer `i`
    /// where the dataset knows drawers.
    public let images: [Int]

    /// A class with the given images.
    public init(name: String, group: Int, images: [Int]) {
      self.name = name
      self.group = group
      self.images = images
    }
  }

  /// What the data is, for reports: `Omniglot (small1, small2)`.
  public let name: String
  /// The size of every image, its channels, and what a network is to see of them.
  public let format: ImageFormat
  /// The names of the groups.
  public let groups: [String]
  /// The classes, those of a group together.
  public let classes: [Class]
  /// Shared by copies of the dataset.
  package let store: ImageStore

  /// A dataset of `pixels.count / format.byteCount` images in memory.
  ///
  /// - Parameters:
  ///   - name: What the data is.
  ///   - format: The form of the images.
  ///   - groups: The names of the groups.
  ///   - classes: The classes, those of a group together; of a group that does not exist it is a
  ///     programming error.
  ///   - pixels: The bytes of all images, image by image, row by row; a part of an image is a
  ///     programming error.
  public init(
    name: String, format: ImageFormat, groups: [String], classes: [Class], pixels: [UInt8]
  ) {
    require(
      pixels.count % max(1, format.byteCount) == 0,
      "ImageDataset \(name): \(pixels.count) bytes are not a whole number of images of \(format.shape)"
    )
    self.init(
      name: name, format: format, groups: groups, classes: classes,
      store: ImageStore(pixels, size: format.byteCount))
  }

  /// A dataset of gray images of ink on paper in memory: 0 for paper and 255 for full ink.
  public init(
    name: String, height: Int, width: Int, groups: [String], classes: [Class], pixels: [UInt8]
  ) {
    self.init(
      name: name, format: ImageFormat(height: height, width: width), groups: groups,
      classes: classes, pixels: pixels)
  }

  /// A dataset of images that are read when they are asked for.
  ///
  /// - Parameters:
  ///   - name: What the data is.
  ///   - format: The form of the images that the source gives.
  ///   - groups: The names of the groups.
  ///   - classes: The classes, whose images are positions in the source.
  ///   - source: Reads the images.
  public init(
    name: String, format: ImageFormat, groups: [String], classes: [Class],
    source: some ImageSource
  ) {
    self.init(
      name: name, format: format, groups: groups, classes: classes,
      store: ImageStore(source, size: format.byteCount))
  }

  init(
    name: String, format: ImageFormat, groups: [String], classes: [Class], store: ImageStore
  ) {
    require(
      classes.allSatisfy { groups.indices.contains($0.group) },
      "ImageDataset \(name): a class names a group that does not exist")
    self.name = name
    self.format = format
    self.groups = groups
    self.classes = classes
    self.store = store
  }

  /// The height of every image, in pixels.
  public var height: Int { format.height }
  /// The width of every image, in pixels.
  public var width: Int { format.width }
  /// 1 of gray images, 3 of red, green and blue.
  public var channels: Int { format.channels }
  /// The shape of one image: `[height, width, channels]`.
  public var imageShape: Shape { format.shape }
  /// The number of images.
  public var count: Int { store.count }

  /// What a class is called among all of the dataset: `group/class`, or `class` where all are of one
  /// group.
  public func label(of entry: Class) -> String {
    groups.count > 1 ? fullName(of: entry) : entry.name
  }

  /// `group/class`: the name of a class that no class of another group has.
  package func fullName(of entry: Class) -> String { "\(groups[entry.group])/\(entry.name)" }

  /// The same groups and classes with other images at the same positions.
  func replacingImages(with store: ImageStore, of format: ImageFormat) -> ImageDataset {
    ImageDataset(name: name, format: format, groups: groups, classes: classes, store: store)
  }
}
