import Testing

@testable import Kernels

@Suite struct AffineMapTests {
  @Test func aMirrorExchangesTheSidesOfTheSource() {
    let map = AffineMap(xx: 1, xy: 2, yx: 3, yy: 4, x: 5, y: 6)
    var (x, y, both) = (map, map, map)
    x.mirror(x: true, y: false)
    y.mirror(x: false, y: true)
    both.mirror(x: true, y: true)
    #expect(x == AffineMap(xx: -1, xy: -2, yx: 3, yy: 4, x: -5, y: 6))
    #expect(y == AffineMap(xx: 1, xy: 2, yx: -3, yy: -4, x: 5, y: -6))
    #expect(both == AffineMap(xx: -1, xy: -2, yx: -3, yy: -4, x: -5, y: -6))
  }
}
