import Testing

@testable import Kernels

@Suite struct LinearAlgebraTests {
  @Test func choleskysFactor() {
    var a: [Float] = [4, 99, 2, 5]
    #expect(cholesky(&a, n: 2) == 0)
    #expect(a == [2, 0, 1, 2])
    var indefinite: [Float] = [1, 0, 2, 1]
    #expect(cholesky(&indefinite, n: 2) == 2)
  }

  @Test func systems() {
    var (a, b): ([Float], [Float]) = ([0, 2, 1, 0], [4, 3])
    #expect(solve(&a, n: 2, &b, columns: 1) == 0)
    #expect(b == [3, 2])
    var (singular, c): ([Float], [Float]) = ([1, 1, 1, 1], [1, 1])
    #expect(solve(&singular, n: 2, &c, columns: 1) > 0)
    var d: [Float] = [2, 5]
    #expect(solveTriangular([2, 0, 1, 2] as [Float], n: 2, transposed: false, &d, columns: 1) == 0)
    #expect(d == [1, 2])
    d = [4, 4]
    #expect(solveTriangular([2, 0, 1, 2] as [Float], n: 2, transposed: true, &d, columns: 1) == 0)
    #expect(d == [1, 2])
  }

  @Test func eigenvalues() {
    var a: [Float] = [2, 1, 1, 2]
    var values: [Float] = [0, 0]
    #expect(symmetricEigen(&a, n: 2, values: &values) == 0)
    #expect(largestDifference(values, [1, 3]) < 1e-5)
  }

  @Test func decompositionsMultiplyBack() {
    let x: [Float] = [1, 2, 3, 4, 5, 6.5]
    var (q, r) = (x, [Float](repeating: .nan, count: 4))
    #expect(orthogonalTriangular(&q, rows: 3, columns: 2, r: &r) == 0)
    #expect(largestDifference(product(q, r), x) < 1e-5)
    var (work, u, s, vt) = (x, [Float](repeating: 0, count: 6), [Float](repeating: 0, count: 2), r)
    #expect(singularValues(&work, rows: 3, columns: 2, u: &u, s: &s, vt: &vt) == 0)
    #expect(s[0] >= s[1])
    #expect(largestDifference(product(u, vt.indices.map { s[$0 / 2] * vt[$0] }), x) < 1e-5)
  }

  /// Of a 3 × 2 and a 2 × 2 matrix.
  private func product(_ a: [Float], _ b: [Float]) -> [Float] {
    (0..<6).map { a[$0 / 2 * 2] * b[$0 % 2] + a[$0 / 2 * 2 + 1] * b[2 + $0 % 2] }
  }
}
