import Tensor
import Testing

@testable import Datasets

@Suite struct GlyphStyleTests {
  @Test func charactersLieInTheMiddleAndLeaveRoomForTheHand() {
    for seed in 0..<40 {
      var random = SeededGenerator(seed: UInt64(seed))
      let style = GlyphStyle(using: &random)
      for _ in 0..<20 {
        let knots = style.character(using: &random).flatMap(\.knots)
        #expect(knots.count >= 2)
        #expect(knots.allSatisfy { (0.15...0.85).contains($0.x) && (0.15...0.85).contains($0.y) })
      }
    }
  }

  @Test func stylesDiffer() {
    var random = SeededGenerator(seed: 1)
    // How many strokes and how many corners 30 characters of a style have.
    let kinds = (0..<20).map { _ in
      let style = GlyphStyle(using: &random)
      let strokes = (0..<30).flatMap { _ in style.character(using: &random) }
      return [strokes.count, strokes.count { !$0.isSmooth }]
    }
    #expect(Set(kinds).count > 15)
  }
}
