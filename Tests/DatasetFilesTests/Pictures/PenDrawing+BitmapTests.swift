import Datasets
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct PenDrawingBitmapTests {
  private typealias Point = PenDrawing.Point

  @Test func aLineIsAsBroadAsThePen() {
    // Along the middle of the ninth and tenth of twenty rows, two broad, from the fourth column on.
    let drawing = PenDrawing(
      [[Point(x: 4, y: 10), Point(x: 16, y: 10)]], width: 20, height: 20, pen: 2)
    let bitmap = drawing.bitmap(longerSide: 20)
    #expect(bitmap.width == 20 && bitmap.height == 20 && bitmap.format == .gray)
    func pixel(_ x: Int, _ y: Int) -> UInt8 { bitmap.pixels[y * 20 + x] }
    #expect(pixel(10, 9) == 0 && pixel(10, 10) == 0)
    #expect(pixel(10, 7) == 255 && pixel(10, 12) == 255)
    #expect(pixel(1, 9) == 255 && pixel(18, 9) == 255)
  }

  @Test func theUnitDoesNotMatter() {
    let strokes = [[Point(x: 10, y: 10), Point(x: 90, y: 50)], [Point(x: 50, y: 20)]]
    let small = PenDrawing(strokes, width: 100, height: 60)
    let large = PenDrawing(
      strokes.map { $0.map { Point(x: 4 * $0.x, y: 4 * $0.y) } }, width: 400, height: 240)
    let (a, b) = (small.bitmap(longerSide: 50), large.bitmap(longerSide: 50))
    #expect(a.width == 50 && a.height == 30)
    #expect(a.pixels.contains { $0 < 50 })
    for (x, y) in zip(a.pixels, b.pixels) { #expect(abs(Int(x) - Int(y)) <= 1) }
  }

  @Test func whatLiesBeyondThePaperIsNotSeen() {
    let far = PenDrawing(
      [[Point(x: 500, y: -3), Point(x: 900, y: 50)], []], width: 10, height: 40)
    #expect(far.bitmap(longerSide: 40).pixels.allSatisfy { $0 == 255 })
    #expect(far.bitmap(longerSide: 1).pixels.count == 1)
  }
}
