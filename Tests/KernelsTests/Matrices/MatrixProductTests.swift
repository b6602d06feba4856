import COpenBLAS
import Testing

@testable import Kernels

@Suite struct MatrixProductTests {
  /// The product by definition, in double precision.
  private func reference(
    _ a: [Float], _ b: [Float], rows: Int, depth: Int, columns: Int
  ) -> [Double] {
    (0..<rows * columns).map { index in
      (0..<depth).reduce(0) { sum, k in
        sum + Double(a[index / columns * depth + k]) * Double(b[k * columns + index % columns])
      }
    }
  }

  @Test(arguments: [(1, 300, 700), (3, 129, 513), (5, 40, 60), (130, 70, 20)])
  func agreesWithTheDefinition(_ rows: Int, _ depth: Int, _ columns: Int) {
    let a = (0..<rows * depth).map { Float($0 % 13) - 6 }
    let b = (0..<depth * columns).map { Float($0 % 7) / 8 - 0.5 }
    var c = [Float](repeating: .nan, count: rows * columns)
    c.withUnsafeMutableBufferPointer {
      parallelMultiply(
        Matrix(a, rows, depth), Matrix(b, depth, columns), into: $0.baseAddress!)
    }
    let expected = reference(a, b, rows: rows, depth: depth, columns: columns)
    for (found, expected) in zip(c, expected) { #expect(abs(Double(found) - expected) < 1e-3) }
  }

  /// Products that are cut along each of their three axes into small ones, and one that is not.
  @Test(arguments: [(30, 20, 3000), (500, 100, 90), (90, 500, 100), (150, 200, 300)])
  func cutsLargeProducts(_ rows: Int, _ depth: Int, _ columns: Int) {
    let a = (0..<rows * depth).map { Float($0 % 13) - 6 }
    let b = (0..<depth * columns).map { Float($0 % 7) / 8 - 0.5 }
    let stride = columns + 3
    var c = [Float](repeating: 1, count: rows * stride)
    c.withUnsafeMutableBufferPointer {
      multiply(
        Matrix(a, rows, depth), Matrix(b, depth, columns), into: $0.baseAddress!, stride: stride,
        accumulating: true)
    }
    let expected = reference(a, b, rows: rows, depth: depth, columns: columns)
    let found = (0..<rows).flatMap { c[$0 * stride..<$0 * stride + columns] }
    let error = zip(found, expected).map { abs(Double($0) - 1 - $1) }.max()!
    #expect(error < 2e-3)
    #expect((0..<rows - 1).allSatisfy { c[$0 * stride + columns] == 1 }, "the gap stays")
  }

  @Test func theProgramsOwnSettingOfOpenBLASIsKept() {
    let before = openblas_get_num_threads()
    withSingleThreadedBLAS {
      withSingleThreadedBLAS { #expect(openblas_get_num_threads() == 1) }
      #expect(openblas_get_num_threads() == 1)
    }
    // Other tests may be inside at this moment; alone, the setting is as it was.
    #expect([before, 1].contains(openblas_get_num_threads()))
  }
}
