extension StrokeRaster {
  /// A line through some of the knots: a smooth curve (Catmull–Rom), or one with corners.
  package struct Stroke: Sendable, Hashable {
    package let knots: Range<Int>
    package let isSmooth: Bool

    package init(knots: Range<Int>, isSmooth: Bool) {
      self.knots = knots
      self.isSmooth = isSmooth
    }
  }

  /// How far a hand strays from the model; standard deviations in parts of the image's size.
  package struct Looseness: Sendable, Hashable {
    /// Of each stroke's place.
    package var shift: Float
    /// Of each stroke's direction, in radians.
    package var turn: Float
    /// Of each stroke's length, as a part of it.
    package var stretch: Float
    /// Of each knot; less in small strokes.
    package var wobble: Float

    package init(shift: Float, turn: Float, stretch: Float, wobble: Float) {
      self.shift = shift
      self.turn = turn
      self.stretch = stretch
      self.wobble = wobble
    }
  }

  /// One image to draw.
  package struct Drawing: Sendable {
    let strokes: Range<Int>
    let map: AffineMap
    let radius: Float
    let looseness: Looseness
    let random: SplitMix64

    /// - Parameters:
    ///   - map: From the model's plane to the image's, both with their origin in the middle.
    ///   - radius: The pen's, in parts of the image's size.
    package init(
      strokes: Range<Int>, map: AffineMap, radius: Float, looseness: Looseness, random: SplitMix64
    ) {
      self.strokes = strokes
      self.map = map
      self.radius = radius
      self.looseness = looseness
      self.random = random
    }
  }
}

extension SplitMix64 {
  /// Of mean 0 and standard deviation 1, never beyond ±3: the sum of three uniform scalars.
  package mutating func nextSpread() -> Float {
    var sum: Float = -3
    for _ in 0..<3 { sum += Float(next() >> 40) * 0x1p-23 }
    return sum
  }
}
