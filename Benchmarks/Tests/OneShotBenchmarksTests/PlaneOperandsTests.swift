import Testing

@testable import OneShotBenchmarks

@Suite struct PlaneOperandsTests {
  @Test func planesAreApartByAnOddNumberOfCacheLines() {
    let operands = PlaneOperands(PlaneProducts(planes: 3, rows: 4, depth: 8, columns: 33))
    for planes in [operands.a, operands.b, operands.panels, operands.c] {
      #expect((planes[1] - planes[0]) % 32 == 16)
    }
  }

  @Test func panelsHoldTheRightOperandsColumns() {
    let operands = PlaneOperands(PlaneProducts(planes: 2, rows: 1, depth: 3, columns: 40))
    let b = operands.matrices(1).1
    #expect(operands.panels[1][2 * 32 + 31] == b[2 * 40 + 31])
    #expect(operands.panels[1][3 * 32 + 2 * 32 + 5] == b[2 * 40 + 32 + 5])
  }
}
