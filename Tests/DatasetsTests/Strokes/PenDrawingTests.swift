import Datasets
import TestSupport
import Testing

@Suite struct PenDrawingTests {
  private typealias Point = PenDrawing.Point

  @Test func inkIsWhereThePenWas() {
    let line = PenDrawing(
      [[Point(x: 4, y: 10), Point(x: 16, y: 10)]], width: 20, height: 10, pen: 2)
    let ink = line.ink(size: 20)
    #expect(ink.count == 400)
    #expect(ink[9 * 20 + 10] == 255 && ink[7 * 20 + 10] == 0 && ink[9 * 20 + 1] == 0)
  }

  @Test func impossibleOnesAreTold() {
    let point = [[Point(x: 1, y: 1)]]
    #expect(PenDrawing.isPossible(point, width: 10, height: 10))
    #expect(!PenDrawing.isPossible(point, width: 0, height: 10))
    #expect(!PenDrawing.isPossible(point, width: .nan, height: 10))
    #expect(!PenDrawing.isPossible(point, width: .infinity, height: 10))
    #expect(!PenDrawing.isPossible(point, width: 10, height: 10, pen: 0))
    #expect(!PenDrawing.isPossible(point, width: 10, height: 10, pen: 11))
    #expect(!PenDrawing.isPossible(point, width: 10, height: 10, pen: .nan))
    for x in [Float.nan, .infinity, 1e6, -1e6] {
      #expect(!PenDrawing.isPossible([[Point(x: x, y: 1)]], width: 10, height: 10))
      #expect(!PenDrawing.isPossible([[Point(x: 1, y: x)]], width: 10, height: 10))
    }
  }
}
