import Basics
import Testing

@testable import Kernels

@Suite struct GaussianFilterTests {
  @Test func aDotBecomesTheBell() {
    var x = [Float](repeating: 0, count: 21 * 17)
    x[10 * 17 + 8] = 1
    let sigma: Float = 1.2
    let found = changed(x, height: 21, width: 17) { GaussianFilter(sigma: sigma)($0) }
    #expect(abs(found.reduce(0, +) - 1) < 1e-5)
    let middle = found[10 * 17 + 8]
    for (row, column) in [(10, 9), (11, 8), (12, 10), (7, 8)] {
      let square = Float((row - 10) * (row - 10) + (column - 8) * (column - 8))
      let expected = middle * expf(-square / (2 * sigma * sigma))
      #expect(abs(found[row * 17 + column] - expected) < 1e-6)
    }
  }

  @Test func aPlainImageStaysAsItIsUpToItsBorders() {
    for (height, width) in [(1, 1), (1, 5), (2, 3), (7, 4)] {
      let x = [Float](repeating: 0.6, count: height * width)
      let found = changed(x, height: height, width: width) { GaussianFilter(sigma: 2)($0) }
      #expect(largestDifference(found, x) < 1e-5)
    }
  }

  @Test func theBorderIsAMirror() {
    // Of four pixels, whose mirror goes on 2 1 | 0 1 2 3 | 2 1.
    let x: [Float] = [0, 1, 2, 3]
    let found = changed(x, height: 1, width: 4) { GaussianFilter(sigma: 0.3)($0) }
    let side = expf(-1 / (2 * 0.09)) / (1 + 2 * expf(-1 / (2 * 0.09)))
    #expect(largestDifference(found, [2 * side, 1, 2, 3 - 2 * side]) < 1e-6)
  }
}
