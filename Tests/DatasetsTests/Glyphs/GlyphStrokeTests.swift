import Tensor
import Testing

@testable import Datasets

@Suite struct GlyphStrokeTests {
  private let start = GlyphStroke.Point(x: 0.2, y: 0.3)

  private func stroke(_ form: GlyphStroke.Form, seed: UInt64 = 1) -> GlyphStroke {
    var random = SeededGenerator(seed: seed)
    return GlyphStroke(form, from: start, toward: 0.5, length: 0.4, bend: 0.5, using: &random)
  }

  private func length(_ stroke: GlyphStroke) -> Float {
    zip(stroke.knots, stroke.knots.dropFirst()).reduce(0) { sum, ends in
      let (x, y) = (ends.1.x - ends.0.x, ends.1.y - ends.0.y)
      return sum + (x * x + y * y).squareRoot()
    }
  }

  @Test(arguments: [
    (GlyphStroke.Form.line, true), (.corner, false), (.zigzag, false), (.arc, true),
    (.hook, true), (.wave, true), (.loop, true), (.dot, true),
  ])
  func everyFormStartsWhereItIsTold(form: GlyphStroke.Form, isSmooth: Bool) {
    for seed in 1...5 {
      let stroke = stroke(form, seed: UInt64(seed))
      #expect(stroke.knots[0].x == start.x && stroke.knots[0].y == start.y)
      #expect(stroke.isSmooth == isSmooth && stroke.knots.count >= 2)
      #expect((0.04...1.2).contains(length(stroke)))
    }
  }

  @Test func aLineLeadsToItsEnd() {
    let end = stroke(.line).knots[2]
    let expected = start.moved(along: 0.5, by: 0.4)
    #expect(abs(end.x - expected.x) < 1e-6 && abs(end.y - expected.y) < 1e-6)
    #expect(abs(length(stroke(.arc)) - 0.52) < 1e-5)
  }

  @Test func aMirrorSwapsOneAxis() {
    let stroke = stroke(.hook)
    let (upright, flat) = (stroke.mirrored(upright: true), stroke.mirrored(upright: false))
    for (knot, (a, b)) in zip(stroke.knots, zip(upright.knots, flat.knots)) {
      #expect(a.x == 1 - knot.x && a.y == knot.y)
      #expect(b.x == knot.x && b.y == 1 - knot.y)
    }
  }
}
