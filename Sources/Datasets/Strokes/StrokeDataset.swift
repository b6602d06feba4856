import Basics
import Kernels
import Tensor

/// Drawings of which the strokes are known, in classes in groups, as an ``ImageDataset`` has images.
///
/// ```swift
/// let strokes = try Omniglot.strokes([.small1], from: locator)
/// let images = try Omniglot.load([.small1], from: locator)
/// let more = strokes.redrawn(copies: 8, seed: 1)
/// let training = try ImageDataset.union([images, more], name: "redrawn")
/// ```
public struct StrokeDataset: Sendable {
  /// One class: its name, its group and its drawings.
  public struct Class: Sendable, Hashable {
    /// The name within its group.
    public let name: String
    /// The position of its group in `groups`.
    public let group: Int
    /// Its drawings; drawing `i` of every class is by drawer `i` where the dataset knows drawers.
    public let drawings: [PenDrawing]

    /// A class with the given drawings.
    public init(name: String, group: Int, drawings: [PenDrawing]) {
      self.name = name
      self.group = group
      self.drawings = drawings
    }
  }

  /// What the data is, for reports.
  public let name: String
  /// The names of the groups.
  public let groups: [String]
  /// The classes, those of a group together.
  public let classes: [Class]

  /// A dataset of the given classes; one of a group that does not exist is a programming error.
  public init(name: String, groups: [String], classes: [Class]) {
    require(
      classes.allSatisfy { groups.indices.contains($0.group) },
      "StrokeDataset \(name): a class names a group that does not exist")
    (self.name, self.groups, self.classes) = (name, groups, classes)
  }

  /// The number of drawings.
  public var count: Int { classes.reduce(0) { $0 + $1.drawings.count } }

  /// The drawings as images, `size`×`size` gray pixels each, as they were drawn.
  ///
  /// - Parameter size: In pixels, 1 … 4096; default 105, as Omniglot's images have.
  public func images(size: Int = 105) -> ImageDataset {
    dataset(
      name, copies: 1, size: size,
      pixels: classes.flatMap(\.drawings).flatMap { $0.ink(size: size) })
  }

  /// The drawings drawn again, differently each time: images of the same groups and classes.
  ///
  /// - Parameters:
  ///   - copies: How often each is drawn, at least once. The images of a class are its drawings' first copies in
  ///     their order, then the second ones, and so on.
  ///   - variation: How the copies differ; default that of ``PenVariation/init(pen:slip:turn:stretch:tremor:speed:)``.
  ///   - size: Of the images, in pixels, 1 … 4096; default 105.
  ///   - seed: Determines the copies.
  public func redrawn(
    copies: Int, with variation: PenVariation = PenVariation(), size: Int = 105, seed: UInt64
  ) -> ImageDataset {
    require(
      copies > 0 && (1...4096).contains(size),
      "StrokeDataset.redrawn: \(copies) copies of \(size) pixels a side")
    var raster = StrokeRaster()
    var drawings: [StrokeRaster.Drawing] = []
    for (number, entry) in classes.enumerated() {
      var random = SeededGenerator(seed: seed, "redrawn", number)
      for _ in 0..<copies {
        for drawing in entry.drawings {
          drawings.append(variation.drawing(of: drawing, in: &raster, using: &random))
        }
      }
    }
    return dataset(
      "\(name), redrawn", copies: copies, size: size,
      pixels: raster.images(of: drawings, size: size))
  }

  private func dataset(_ name: String, copies: Int, size: Int, pixels: [UInt8]) -> ImageDataset {
    var next = 0
    let classes = classes.map { entry in
      defer { next += copies * entry.drawings.count }
      return ImageDataset.Class(
        name: entry.name, group: entry.group,
        images: Array(next..<next + copies * entry.drawings.count))
    }
    return ImageDataset(
      name: name, height: size, width: size, groups: groups, classes: classes, pixels: pixels)
  }
}
