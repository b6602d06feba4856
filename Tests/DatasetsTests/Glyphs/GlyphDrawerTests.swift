import Tensor
import Testing

@testable import Datasets
@testable import Kernels

@Suite struct GlyphDrawerTests {
  @Test func aHandDrawsTheSameStrokesAnewEachTime() {
    var random = SeededGenerator(seed: 3)
    let hand = GlyphDrawer(using: &random)
    let (first, second) = (
      hand.drawing(of: 2..<5, using: &random), hand.drawing(of: 2..<5, using: &random)
    )
    #expect(first.strokes == 2..<5 && second.strokes == 2..<5)
    #expect(first.radius == second.radius)
    #expect(first.map != second.map && first.random.state != second.random.state)
  }

  @Test func handsAreNearWhatIsWrittenButNotTheSame() {
    var random = SeededGenerator(seed: 4)
    var radii: Set<Float> = []
    for _ in 0..<200 {
      let drawing = GlyphDrawer(using: &random).drawing(of: 0..<1, using: &random)
      let area = drawing.map.xx * drawing.map.yy - drawing.map.xy * drawing.map.yx
      #expect((0.5...1.6).contains(area))
      #expect(abs(drawing.map.x) < 0.08 && abs(drawing.map.y) < 0.08)
      #expect((0.013...0.022).contains(drawing.radius))
      radii.insert(drawing.radius)
    }
    #expect(radii.count > 150)
  }

  @Test func aPrintIsTheModelItself() {
    let print = GlyphDrawer.print(of: 1..<3)
    #expect(print.map == .identity && print.strokes == 1..<3)
  }
}
