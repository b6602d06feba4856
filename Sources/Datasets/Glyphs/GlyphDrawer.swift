import Basics
import Kernels
import Tensor

/// One person's hand: what is the same in all that this person draws, and how much the rest varies.
struct GlyphDrawer {
  private let rotation: Float
  private let shear: Float
  private let size: Float
  private let aspect: Float
  private let radius: Float
  private let looseness: StrokeRaster.Looseness

  init(using random: inout SeededGenerator) {
    rotation = 0.07 * random.spread()
    shear = 0.12 * random.spread()
    size = 0.08 * random.spread()
    aspect = 0.06 * random.spread()
    radius = random.float(in: 0.013...0.022)
    let care = random.float(in: 0.6...1.4)
    looseness = .init(
      shift: 0.03 * care, turn: 0.1 * care, stretch: 0.1 * care, wobble: 0.016 * care)
  }

  /// This hand's next drawing of the given strokes.
  func drawing(
    of strokes: Range<Int>, using random: inout SeededGenerator
  ) -> StrokeRaster.Drawing {
    let angle = rotation + 0.08 * random.spread()
    let shear = shear + 0.06 * random.spread()
    let size = expf(self.size - 0.05 + 0.07 * random.spread())
    let stretch = expf(aspect + 0.06 * random.spread())
    let (width, height) = (size * stretch, size / stretch)
    let (cosine, sine) = (cosf(angle), sinf(angle))
    let map = AffineMap(
      xx: cosine * width, xy: (cosine * shear - sine) * height,
      yx: sine * width, yy: (sine * shear + cosine) * height,
      x: 0.025 * random.spread(), y: 0.025 * random.spread())
    return .init(
      strokes: strokes, map: map, radius: radius, looseness: looseness,
      random: SplitMix64(state: random.next()))
  }

  /// The model itself, with a broad pen: to tell characters apart by what they look like.
  static func print(of strokes: Range<Int>) -> StrokeRaster.Drawing {
    .init(
      strokes: strokes, map: .identity, radius: 0.06,
      looseness: .init(shift: 0, turn: 0, stretch: 0, wobble: 0), random: SplitMix64(state: 0))
  }
}
