import Testing

@testable import Lanes

@Suite struct LanesTests {
  @Test func coverEveryScalarOnce() {
    for count in [0, 1, 7, 8, 9, 24, 29] {
      var seen: [Int] = []
      forEachLanes(count) { start, lanes in seen += start..<start + lanes }
      #expect(seen == Array(0..<count))
    }
  }

  @Test func whatIsLeftOverIsReadAndWrittenAlone() {
    let x = (0..<8).map(Float.init)
    #expect(load(x, 8) == SIMD8(0, 1, 2, 3, 4, 5, 6, 7))
    #expect(load(x, 3) == SIMD8(0, 1, 2, 0, 0, 0, 0, 0))
    var y = [Float](repeating: 9, count: 8)
    store(SIMD8<Float>.zero, &y, 2)
    #expect(y == [0, 0, 9, 9, 9, 9, 9, 9])
  }
}
