import Kernels
import Tensor

extension ImageDistortion {
  /// What happens to each of `count` images of one layout that are brought to a size.
  ///
  /// Parts that are not set take nothing of the generator. `isInk` says that 0 is paper.
  func draw(
    _ count: Int, of layout: PixelLayout, to size: ImageSize, isInk: Bool,
    using random: inout SeededGenerator
  ) -> [ImageChange] {
    requireProbability(gray, of: "ImageDistortion, gray")
    return (0..<count).map { _ in
      let warp = warp(of: layout, isInk: isInk, using: &random)
      return ImageChange(warp, steps: steps(to: size, using: &random))
    }
  }

  /// Where the pixels of one image are looked up.
  private func warp(
    of layout: PixelLayout, isInk: Bool, using random: inout SeededGenerator
  ) -> ImageWarp.Distortion {
    let box = crop?.box(of: layout.size, using: &random)
    let flip = flips?.draw(using: &random)
    let area = box?.size ?? layout.size
    var map =
      affine?.map(height: Float(area.height), width: Float(area.width), using: &random) ?? .identity
    if let flip { map.mirror(x: flip.horizontal, y: flip.vertical) }
    if let box {
      map.x += Float(2 * box.left + area.width - layout.width) / 2
      map.y += Float(2 * box.top + area.height - layout.height) / 2
    }
    return ImageWarp.Distortion(
      map: map, field: elastic?.field(using: &random),
      thickening: strokes?.thickening(
        size: Float(min(layout.height, layout.width)), using: &random) ?? 0,
      area: box?.size, surroundings: surroundings(of: layout, isInk: isInk))
  }

  /// What is outside an image.
  private func surroundings(of layout: PixelLayout, isInk: Bool) -> Surroundings {
    if affine == nil && elastic == nil {
      return crop == nil ? Self.surroundings(isInk: isInk) : .edge
    }
    return fill.surroundings(channels: layout.channels)
  }

  /// What is outside an image that is at most resized: beside ink is paper. Nothing of it is uncovered,
  /// but between the middles of the outermost pixels and the border a photograph has these pixels.
  static func surroundings(isInk: Bool) -> Surroundings { isInk ? .zero : .edge }

  /// What happens to the values of one image of the given size.
  private func steps(to size: ImageSize, using random: inout SeededGenerator) -> [ImageStep] {
    var steps = colors?.steps(using: &random) ?? []
    if gray > 0 && random.chance(gray) { steps.append(.gray) }
    if let blur = blur?.step(using: &random) { steps.append(blur) }
    if let erasing = erasing?.step(for: size, using: &random) { steps.append(erasing) }
    return steps
  }
}
