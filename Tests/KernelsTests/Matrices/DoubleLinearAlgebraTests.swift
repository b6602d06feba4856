import Testing

@testable import Kernels

@Suite struct DoubleLinearAlgebraTests {
  /// B Bᵀ + I for an integer B, so that products are exact.
  private let matrix: [Double] = [
    6, 2, 1,
    2, 3, 0,
    1, 0, 2,
  ]

  @Test func factorSolutionAndInverse() {
    var factor = matrix
    #expect(cholesky(&factor, n: 3) == 0)
    for i in 0..<3 {
      for j in 0...i {
        let product = (0...j).reduce(0) { $0 + factor[i * 3 + $1] * factor[j * 3 + $1] }
        #expect(abs(product - matrix[i * 3 + j]) < 1e-14)
      }
    }
    var solution = [1.0, 2, 3]
    #expect(solveTriangular(factor, n: 3, transposed: false, &solution, columns: 1) == 0)
    #expect(solveTriangular(factor, n: 3, transposed: true, &solution, columns: 1) == 0)
    for i in 0..<3 {
      let product = (0..<3).reduce(0) { $0 + matrix[i * 3 + $1] * solution[$1] }
      #expect(abs(product - Double(i + 1)) < 1e-13)
    }
    #expect(inverse(ofCholesky: &factor, n: 3) == 0)
    func entry(_ i: Int, _ j: Int) -> Double { factor[max(i, j) * 3 + min(i, j)] }
    for i in 0..<3 {
      for j in 0..<3 {
        let product = (0..<3).reduce(0) { $0 + matrix[i * 3 + $1] * entry($1, j) }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-13)
      }
    }
  }

  @Test func saysWhichMinorFails() {
    var matrix = [1.0, 0, 0, -1]
    #expect(cholesky(&matrix, n: 2) == 2)
  }
}
