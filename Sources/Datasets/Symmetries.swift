import Kernels

extension ImageDataset {
  /// The dataset with every class turned by 0, 90, 180 and 270 degrees anticlockwise: a turned
  /// character is another character, of another alphabet `Greek·90°`.
  ///
  /// Four times the classes, as Santoro et al. train on them ("Meta-learning with memory-augmented
  /// neural networks", ICML 2016). Images must be square. Memory grows with them: resize first where
  /// the large images are not needed.
  public func rotationsAsClasses() -> ImageDataset { symmetriesAsClasses(reflections: false) }

  /// The dataset with every class turned by quarters and, unless `reflections` is false, mirrored
  /// before that: eight times the classes, the new ones in groups `Greek·mirrored·90°`.
  public func symmetriesAsClasses(reflections: Bool = true) -> ImageDataset {
    require(
      height == width,
      "ImageDataset \(name): only square images can be turned, these are \(height)×\(width)")
    var groups: [String] = []
    var classes: [Class] = []
    var pixels: [UInt8] = []
    pixels.reserveCapacity(self.pixels.count * (reflections ? 8 : 4))
    for mirrored in reflections ? [false, true] : [false] {
      for quarters in 0..<4 {
        let (firstGroup, firstImage) = (groups.count, pixels.count / max(1, height * width))
        let suffix = (mirrored ? "·mirrored" : "") + (quarters > 0 ? "·\(quarters * 90)°" : "")
        groups += self.groups.map { $0 + suffix }
        classes += self.classes.map { entry in
          Class(
            name: entry.name, group: firstGroup + entry.group,
            images: entry.images.map { firstImage + $0 })
        }
        pixels += turned(quarters: quarters, mirrored: mirrored)
      }
    }
    return ImageDataset(
      name: name, height: height, width: width, groups: groups, classes: classes, pixels: pixels)
  }

  private func turned(quarters: Int, mirrored: Bool) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: pixels.count) { target, count in
      count = pixels.count
      guard let base = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer { source in
        turn(
          source, count: self.count, size: height, quarters: quarters, mirrored: mirrored,
          into: base)
      }
    }
  }
}
