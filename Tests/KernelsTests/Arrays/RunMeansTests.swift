import Testing

@testable import Kernels

@Suite struct RunMeansTests {
  @Test func eachRunBecomesItsMean() {
    let x: [Float] = [1, 2, 6, 10, 20, 30, 3, 4, 5, 0, 2, 4]
    let y = [Float](unsafeUninitializedCapacity: 6) { y, count in
      count = 6
      runMeans(x, rows: 2, lengths: [1, 2, 3], into: y.baseAddress!)
    }
    #expect(y == [1, 4, 20, 3, 4.5, 2])
  }
}
