import Kernels
import Tensor

extension ImageDistortion {
  /// What happens to each of `count` images of one layout that are brought to a size.
  ///
  /// Parts that are not set take nothing of the generator.
  func draw(
    _ count: Int, of layout: PixelLayout, to size: ImageSize, using random: inout SeededGenerator
  ) -> [ImageChange] {
    requireProbability(gray, of: "ImageDistortion, gray")
    return (0..<count).map { _ in
      let warp = warp(of: layout, using: &random)
      return ImageChange(warp, steps: steps(to: size, using: &random))
    }
  }

  /// Where the pixels of one image are looked up.
  private func warp(
    of layout: PixelLayout, using random: inout SeededGenerator
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
      area: box?.size, surroundings: surroundings(of: layout))
  }

  /// What is outside an image.
  private func surroundings(of layout: PixelLayout) -> Surroundings {
    let uncovers = affine != nil || elastic != nil
    if uncovers || (layout.channels == 1 && crop == nil) {
      return fill.surroundings(channels: layout.channels)
    }
    return Self.surroundingsWithinBorder
  }

  /// What is outside an image that is cropped or resized: nothing of it is uncovered, and between the
  /// middles of the outermost pixels and the border there are these pixels.
  static let surroundingsWithinBorder = Surroundings.edge

  /// What happens to the values of one image of the given size.
  private func steps(to size: ImageSize, using random: inout SeededGenerator) -> [ImageStep] {
    var steps = colors?.steps(using: &random) ?? []
    if gray > 0 && random.chance(gray) { steps.append(.gray) }
    if let blur = blur?.step(using: &random) { steps.append(blur) }
    if let erasing = erasing?.step(for: size, using: &random) { steps.append(erasing) }
    return steps
  }
}
