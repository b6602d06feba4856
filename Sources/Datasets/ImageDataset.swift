import Basics
import Kernels
import Tensor

/// Gray images of one size in classes, and classes in groups: what one-shot learning learns from.
///
/// A group holds classes of a kind, which are harder to tell apart than those of different groups. For
/// Omniglot a class is a character, its group an alphabet, and each of its images was drawn by another
/// person. Pixels are bytes, 0 for paper and 255 for full ink, so that the whole of Omniglot
/// fits into 360 MB; `images(at:)` gives them as tensors.
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
  /// The height of every image, in pixels.
  public let height: Int
  /// The width of every image, in pixels.
  public let width: Int
  /// The names of the groups.
  public let groups: [String]
  /// The classes, those of a group together.
  public let classes: [Class]
  /// The pixels of all images, image by image, row by row.
  public let pixels: [UInt8]

  /// A dataset of `pixels.count / (height · width)` images.
  public init(
    name: String, height: Int, width: Int, groups: [String], classes: [Class], pixels: [UInt8]
  ) {
    require(
      pixels.count % max(1, height * width) == 0,
      "ImageDataset \(name): \(pixels.count) pixels are not a whole number of \(height)×\(width) images"
    )
    require(
      classes.allSatisfy { groups.indices.contains($0.group) },
      "ImageDataset \(name): a class names a group that does not exist")
    self.name = name
    self.height = height
    self.width = width
    self.groups = groups
    self.classes = classes
    self.pixels = pixels
  }

  /// The number of images.
  public var count: Int { pixels.count / max(1, height * width) }

  /// The shape of one image: `[height, width, 1]`.
  public var imageShape: Shape { [height, width, 1] }

  /// `group/class`: the name of a class that no class of another group has.
  package func fullName(of entry: Class) -> String { "\(groups[entry.group])/\(entry.name)" }

  /// The images at the given positions as `[count, height, width, 1]`, 0 for paper and 1 for ink.
  public func images(at indices: [Int]) -> Tensor {
    requireImages(at: indices)
    return Tensor([indices.count, height, width, 1]) { target in
      pixels.withUnsafeBufferPointer { source in
        gatherBytes(source, indices: indices, width: height * width, into: target)
      }
    }
  }

  /// Stops if a position is not that of an image.
  func requireImages(at indices: [Int]) {
    let images = 0..<count
    for index in indices {
      require(
        images.contains(index), "ImageDataset \(name): no image \(index), it has \(images.count)")
    }
  }
}
