/// Draws figures made of pen strokes, each drawing by another hand.
///
/// Strokes run through knots in a plane whose unit square is the image; the pen is round.
package struct StrokeRaster: Sendable {
  package private(set) var x: [Float] = []
  package private(set) var y: [Float] = []
  package private(set) var strokes: [Stroke] = []

  package init() {}

  /// Adds a stroke through the given points.
  package mutating func add(x: [Float], y: [Float], isSmooth: Bool) {
    strokes.append(Stroke(knots: self.x.count..<self.x.count + x.count, isSmooth: isSmooth))
    self.x += x
    self.y += y
  }

  /// Images of `size`×`size` bytes one after another, 255 for full ink, with smooth edges.
  package func images(of drawings: [Drawing], size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: drawings.count * size * size) { pixels, count in
      count = drawings.count * size * size
      if let base = pixels.baseAddress { draw(drawings, size: size, into: base) }
    }
  }

  /// Draws images of `size`×`size` bytes, 255 for full ink, with smooth edges.
  package func draw(_ drawings: [Drawing], size: Int, into images: UnsafeMutablePointer<UInt8>) {
    Threads.forEach(drawings.count) { index in
      withScratch(size * size) { distances in
        distances.initialize(repeating: .greatestFiniteMagnitude, count: size * size)
        let drawing = drawings[index]
        var random = drawing.random
        for stroke in drawing.strokes {
          draw(strokes[stroke], of: drawing, size: size, random: &random, into: distances)
        }
        let reach = drawing.radius * Float(size) + 0.5
        let image = images + index * size * size
        for i in 0..<size * size {
          let ink = reach - distances[i].squareRoot()
          image[i] = UInt8(max(0, min(1, ink)) * 255 + 0.5)
        }
      }
    }
  }

  /// Lowers `distances`, squared and in pixels, to those from the stroke.
  private func draw(
    _ stroke: Stroke, of drawing: Drawing, size: Int, random: inout SplitMix64,
    into distances: UnsafeMutablePointer<Float>
  ) {
    let count = stroke.knots.count
    withScratch(2 * count) { knots in
      place(stroke, of: drawing, size: Float(size), random: &random, into: knots)
      let reach = drawing.radius * Float(size) + 1
      func knot(_ index: Int) -> Point {
        let index = max(0, min(count - 1, index))
        return Point(x: knots[2 * index], y: knots[2 * index + 1])
      }
      var last = knot(0)
      let pieces = stroke.isSmooth ? 8 : 1
      for span in 0..<max(1, count - 1) {
        for piece in 1...pieces {
          let next = Point.between(
            knot(span - 1), knot(span), knot(span + 1), knot(span + 2),
            at: Float(piece) / Float(pieces))
          lower(distances, size: size, from: last, to: next, reach: reach)
          last = next
        }
      }
    }
  }

  /// The stroke's knots in pixels, as this hand places them.
  private func place(
    _ stroke: Stroke, of drawing: Drawing, size: Float, random: inout SplitMix64,
    into knots: UnsafeMutablePointer<Float>
  ) {
    let (map, loose) = (drawing.map, drawing.looseness)
    let range = stroke.knots
    var (middleX, middleY): (Float, Float) = (0, 0)
    for knot in range {
      middleX += x[knot] / Float(range.count)
      middleY += y[knot] / Float(range.count)
    }
    var reach: Float = 0
    for knot in range { reach = max(reach, abs(x[knot] - middleX), abs(y[knot] - middleY)) }
    let wobble = loose.wobble * min(1, 5 * reach)
    let stretch = 1 + loose.stretch * random.nextSpread()
    // For small angles the sine is the angle.
    let turn = loose.turn * random.nextSpread()
    let shiftX = loose.shift * random.nextSpread()
    let shiftY = loose.shift * random.nextSpread()
    for (position, knot) in range.enumerated() {
      let dx = (x[knot] - middleX) * stretch
      let dy = (y[knot] - middleY) * stretch
      let u = middleX + dx - turn * dy + shiftX + wobble * random.nextSpread() - 0.5
      let v = middleY + dy + turn * dx + shiftY + wobble * random.nextSpread() - 0.5
      knots[2 * position] = (map.xx * u + map.xy * v + map.x + 0.5) * size - 0.5
      knots[2 * position + 1] = (map.yx * u + map.yy * v + map.y + 0.5) * size - 0.5
    }
  }

  private struct Point {
    var x: Float
    var y: Float

    /// A point of the Catmull–Rom curve from `b` (t = 0) to `c` (t = 1).
    @inline(__always)
    static func between(_ a: Point, _ b: Point, _ c: Point, _ d: Point, at t: Float) -> Point {
      func value(_ a: Float, _ b: Float, _ c: Float, _ d: Float) -> Float {
        let slope = c - a
        let bend = 2 * a - 5 * b + 4 * c - d
        let twist = 3 * (b - c) + d - a
        return b + 0.5 * t * (slope + t * (bend + t * twist))
      }
      return Point(x: value(a.x, b.x, c.x, d.x), y: value(a.y, b.y, c.y, d.y))
    }
  }

  private func lower(
    _ distances: UnsafeMutablePointer<Float>, size: Int, from a: Point, to b: Point, reach: Float
  ) {
    let rows = pixels(a.y, b.y, reach: reach, size: size)
    let columns = pixels(a.x, b.x, reach: reach, size: size)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let inverse = 1 / max(dx * dx + dy * dy, 1e-12)
    for row in rows {
      let line = distances + row * size
      let v = Float(row) - a.y
      for column in columns {
        let u = Float(column) - a.x
        let projection = (u * dx + v * dy) * inverse
        let t = projection < 0 ? 0 : projection > 1 ? 1 : projection
        let (ex, ey) = (u - t * dx, v - t * dy)
        let squared = ex * ex + ey * ey
        line[column] = squared < line[column] ? squared : line[column]
      }
    }
  }

  /// The pixels along one axis within reach of a line from `a` to `b`.
  private func pixels(_ a: Float, _ b: Float, reach: Float, size: Int) -> Range<Int> {
    let limit = Float(size)
    let first = Int(max(0, min(limit, min(a, b) - reach)))
    return first..<max(first, Int(max(0, min(limit, max(a, b) + reach + 1))))
  }
}
