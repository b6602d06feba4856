import Testing

@testable import Kernels

@Suite struct NormsTests {
  @Test(arguments: [0, 1, 7, 200_003])
  func agreeWithTheDefinition(_ count: Int) {
    let x = scattered(count)
    let squares = x.reduce(0.0) { $0 + Double($1) * Double($1) }
    let magnitudes = x.reduce(0.0) { $0 + Double(abs($1)) }
    #expect(abs(sumOfSquares(x, count: count) - squares) <= 1e-9 * squares)
    #expect(abs(sumOfMagnitudes(x, count: count) - magnitudes) <= 1e-9 * magnitudes)
  }

  @Test func areLargerThanSinglePrecisionHolds() {
    #expect(sumOfSquares([3e38, 3e38], count: 2) > 1e76)
  }
}
