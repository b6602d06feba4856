import Testing

@testable import OneShotBenchmarks

@Suite struct ProductMakerTests {
  @Test(arguments: ProductMaker.allCases)
  func everyMakerGivesTheSameProducts(maker: ProductMaker) {
    let operands = PlaneOperands(PlaneProducts(planes: 3, rows: 5, depth: 7, columns: 40))
    guard let multiply = operands.products(by: maker) else { return }
    multiply()
    for plane in 0..<3 {
      let (a, b) = operands.matrices(plane)
      let found = operands.result(plane)
      for row in 0..<5 {
        for column in 0..<40 {
          let expected = (0..<7).reduce(Float(0)) { $0 + a[row * 7 + $1] * b[$1 * 40 + column] }
          #expect(abs(found[row * 40 + column] - expected) < 1e-5)
        }
      }
    }
  }
}
