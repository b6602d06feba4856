import COpenBLAS
import Testing

@testable import Kernels

struct MatrixProductTests {
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
