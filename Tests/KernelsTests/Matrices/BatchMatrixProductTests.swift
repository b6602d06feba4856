import Testing

@testable import Kernels

@Suite struct BatchMatrixProductTests {
  @Test(arguments: [false, true], [false, true])
  func agreesWithTheDefinition(_ transposesA: Bool, _ transposesB: Bool) {
    let (count, m, k, n) = (5, 3, 7, 4)
    let (x, y) = (scattered(count * m * k), scattered(count * k * n, seed: 2))
    let found = x.withPointer { x in
      y.withPointer { y in
        filled(count * m * n) {
          batchMultiply(
            transposesA ? Matrix(x, k, m).transposed : Matrix(x, m, k),
            transposesB ? Matrix(y, n, k).transposed : Matrix(y, k, n), count: count, into: $0)
        }
      }
    }
    let expected = (0..<count * m * n).map { place -> Float in
      let (pair, row, column) = (place / (m * n), place / n % m, place % n)
      return (0..<k).reduce(0) { sum, i in
        let a = x[pair * m * k + (transposesA ? i * m + row : row * k + i)]
        let b = y[pair * k * n + (transposesB ? column * k + i : i * n + column)]
        return sum + a * b
      }
    }
    #expect(largestDifference(found, expected) < 1e-4)
  }
}
