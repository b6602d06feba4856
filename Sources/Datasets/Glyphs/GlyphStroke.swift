import Basics
import Tensor

/// One stroke of an invented character: the knots that the pen runs through.
struct GlyphStroke {
  /// The forms that strokes take.
  enum Form { case line, corner, zigzag, arc, hook, wave, loop, dot }

  struct Point {
    var x: Float
    var y: Float

    func moved(along angle: Float, by length: Float) -> Point {
      Point(x: x + cosf(angle) * length, y: y + sinf(angle) * length)
    }
  }

  var knots: [Point]
  var isSmooth = true

  /// A stroke of one form that starts at a point in a direction.
  init(
    _ form: Form, from start: Point, toward angle: Float, length: Float, bend: Float,
    using random: inout SeededGenerator
  ) {
    let side: Float = random.chance(0.5) ? 1 : -1
    switch form {
    case .line:
      let middle = start.moved(along: angle, by: length / 2)
      let bow = middle.moved(along: angle + .pi / 2, by: side * 0.3 * bend * length)
      knots = [start, bow, start.moved(along: angle, by: length)]
    case .corner:
      let turn = start.moved(along: angle, by: length)
      let second = random.pick([0.5, 0.8, 1]) * length
      knots = [
        start, turn, turn.moved(along: angle + side * random.pick([1.3, 1.57, 2.2]), by: second),
      ]
      isSmooth = false
    case .zigzag:
      let step = length / 2
      knots = [start]
      for index in 0..<random.int(in: 3...4) {
        let direction = angle + side * (index % 2 == 0 ? 0.7 : -0.9)
        knots.append(knots[index].moved(along: direction, by: step))
      }
      isSmooth = false
    case .arc:
      let sweep = side * random.pick([1.6, 2.6, 3.6, 4.6])
      knots = Self.turning(from: start, angle: angle, sweep: sweep, length: length * 1.3, steps: 6)
    case .hook:
      let stem = start.moved(along: angle, by: length * 0.65)
      let sweep = side * random.pick([2.2, 3, 4])
      knots =
        [start, start.moved(along: angle, by: length * 0.35)]
        + Self.turning(from: stem, angle: angle, sweep: sweep, length: length * 0.6, steps: 4)
    case .wave:
      let half = Self.turning(
        from: start, angle: angle, sweep: side * 2.4, length: length * 0.7, steps: 3)
      let back = Self.turning(
        from: half[3], angle: angle + side * 2.4, sweep: -side * 2.6, length: length * 0.7, steps: 3
      )
      knots = half + back.dropFirst()
    case .loop:
      knots = Self.turning(
        from: start, angle: angle, sweep: side * 6.4, length: length * random.pick([1.2, 1.8]),
        steps: 8)
    case .dot:
      knots = [start, start.moved(along: angle, by: 0.05)]
    }
  }

  /// A straight stroke.
  init(from start: Point, to end: Point) { knots = [start, end] }

  /// The stroke seen in a mirror: left and right, or up and down, change sides.
  func mirrored(upright: Bool) -> GlyphStroke {
    var result = self
    result.knots = knots.map {
      upright ? Point(x: 1 - $0.x, y: $0.y) : Point(x: $0.x, y: 1 - $0.y)
    }
    return result
  }

  /// Knots along an arc of the given length, on which the direction turns by `sweep`.
  private static func turning(
    from start: Point, angle: Float, sweep: Float, length: Float, steps: Int
  ) -> [Point] {
    var knots = [start]
    for step in 0..<steps {
      let direction = angle + sweep * (Float(step) + 0.5) / Float(steps)
      knots.append(knots[step].moved(along: direction, by: length / Float(steps)))
    }
    return knots
  }
}
