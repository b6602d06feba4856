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
  /// - Parameters:
  ///   - turns: Whether turned classes are added; default true.
  ///   - reflections: Whether mirrored classes are added as well; default true.
  public func symmetriesAsClasses(
    turns: Bool = true, reflections: Bool = true
  ) -> ImageDataset {
    require(
      height == width,
      "ImageDataset \(name): only square images can be turned, these are \(height)×\(width)")
    let symmetries = Symmetry.all.filter {
      ($0.quarters == 0 || turns) && (!$0.isMirrored || reflections)
    }
    return ImageDataset(
      name: name, format: format,
      groups: symmetries.flatMap { symmetry in groups.map { $0 + symmetry.suffix } },
      classes: symmetries.indices.flatMap { position in
        classes.map { entry in
          Class(
            name: entry.name, group: position * groups.count + entry.group,
            images: entry.images.map { position * count + $0 })
        }
      },
      store: .joining(
        symmetries.map { (turned(by: $0), Array(0..<count)) }, size: format.byteCount))
  }

  private func turned(by symmetry: Symmetry) -> ImageStore {
    if symmetry.quarters == 0 && !symmetry.isMirrored { return store }
    let layout = format.layout
    return store.mapped(toSize: layout.count) { bytes in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
        count = bytes.count
        guard let base = target.baseAddress else { return }
        turn(
          bytes, layout: layout, quarters: symmetry.quarters, mirrored: symmetry.isMirrored,
          into: base)
      }
    }
  }
}

/// A symmetry of the square: quarter turns after a reflection.
private struct Symmetry: Sendable {
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
