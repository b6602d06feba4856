import Lanes
import Testing

@Suite struct ElementwiseFunctionTests {
  private struct Cube: ElementwiseFunction {
    func value(_ x: Float) -> Float { x * x * x }
    func slope(_ x: Float) -> Float { 3 * x * x }
  }

  @Test func takesItsRangeAlone() {
    let (x, g): ([Float], [Float]) = ([1, 2, 3, 0], [1, 10, 1, .infinity])
    var y = [Float](repeating: 7, count: 4)
    Cube().map(x, into: &y, 1..<3)
    #expect(y == [7, 8, 27, 7])
    Cube().pullBack(g, operand: x, into: &y, 1..<4)
    #expect(y == [7, 120, 27, 0])
    #expect(Cube.slopeTakes == .input)
  }
}
