import Basics
import Kernels

extension ImageDataset {
  /// The dataset with every class turned by 0, 90, 180 and 270 degrees counterclockwise, and mirrored
  /// before that: a turned shape is another class, of another group such as `Greek·mirrored·90°`.
  ///
  /// Eight times the classes; without reflections four times, as Santoro et al. train on them
  /// ("Meta-learning with memory-augmented neural networks", ICML 2016). Images must be square. Memory
  /// grows with them: resize first if the large images are not needed.
  ///
  /// - Parameter reflections: Whether mirrored classes are added as well; default true.
  public func symmetriesAsClasses(reflections: Bool = true) -> ImageDataset {
    require(
      height == width,
      "ImageDataset \(name): only square images can be turned, these are \(height)×\(width)")
    let symmetries = Symmetry.all.prefix(reflections ? 8 : 4)
    return ImageDataset(
      name: name, height: height, width: width,
      groups: symmetries.flatMap { symmetry in groups.map { $0 + symmetry.suffix } },
      classes: symmetries.indices.flatMap { position in
        classes.map { entry in
          Class(
            name: entry.name, group: position * groups.count + entry.group,
            images: entry.images.map { position * count + $0 })
        }
      },
      pixels: pixels(turnedBy: symmetries))
  }

  private func pixels(turnedBy symmetries: ArraySlice<Symmetry>) -> [UInt8] {
    let images = count
    return [UInt8](unsafeUninitializedCapacity: symmetries.count * pixels.count) { target, count in
      count = symmetries.count * pixels.count
      guard let base = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer { source in
        for (position, symmetry) in symmetries.enumerated() {
          turn(
            source, count: images, size: height, quarters: symmetry.quarters,
            mirrored: symmetry.isMirrored, into: base + position * pixels.count)
        }
      }
    }
  }
}

/// A symmetry of the square: quarter turns after a reflection.
private struct Symmetry {
  let quarters: Int
  let isMirrored: Bool

  static let all = [false, true].flatMap { isMirrored in
    (0..<4).map { Symmetry(quarters: $0, isMirrored: isMirrored) }
  }

  /// What it adds to the name of a group.
  var suffix: String {
    (isMirrored ? "·mirrored" : "") + (quarters > 0 ? "·\(quarters * 90)°" : "")
  }
}
