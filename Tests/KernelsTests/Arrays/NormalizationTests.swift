import CKernels
import Testing

@testable import Kernels

@Suite struct NormalizationTests {
  /// More rows than one piece and more columns than one vector.
  private let rows = 300
  private let columns = 11

  private func column(_ x: [Float], _ j: Int) -> [Double] {
    (0..<rows).map { Double(x[$0 * columns + j]) }
  }

  @Test func momentsFarFrom0() {
    let x = scattered(rows * columns).map { $0 + 1000 }
    var (mean, variance) = (
      [Float](repeating: 0, count: columns), [Float](repeating: 0, count: columns)
    )
    columnMoments(x, rows: rows, columns: columns, mean: &mean, variance: &variance)
    for j in 0..<columns {
      let column = column(x, j)
      let center = column.reduce(0, +) / Double(rows)
      let spread = column.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(rows)
      #expect(abs(Double(mean[j]) - center) < 1e-4)
      #expect(abs(Double(variance[j]) - spread) < 1e-3)
    }
  }

  @Test func scalesAndCombinesColumns() {
    let (x, g) = (scattered(6), scattered(6, seed: 2))
    let (a, b, c): ([Float], [Float], [Float]) = ([1, 2, 3], [4, 5, 6], [7, 8, 9])
    let scaled = filled(6) {
      scaleColumns(x, rows: 2, columns: 3, scale: a, shift: b, into: $0)
    }
    #expect(scaled == (0..<6).map { (i: Int) -> Float in x[i] * a[i % 3] + b[i % 3] })
    let combined = a.withPointer { a in
      b.withPointer { b in
        c.withPointer { c in
          filled(6) {
            combineColumns(gradient: g, x, rows: 2, columns: 3, factors: (a, b, c), into: $0)
          }
        }
      }
    }
    let expected = (0..<6).map { (i: Int) -> Float in
      let (first, second) = (a[i % 3] * g[i], b[i % 3] * x[i])
      return first + second + c[i % 3]
    }
    #expect(combined == expected)
  }

  @Test(arguments: [(0, Float.infinity), (0, 6), (0.1, .infinity)] as [(Float, Float)])
  func gradientsPassAGate(_ slope: Float, _ upper: Float) {
    let x = scattered(rows * columns).map { 10 * $0 }
    var g = scattered(rows * columns, seed: 2)
    let (scales, shifts) = (scattered(columns, seed: 3), scattered(columns, seed: 4))
    let passed = x.indices.map { i in
      let value = x[i] * scales[i % columns] + shifts[i % columns]
      return value > 0 && value < upper ? g[i] : slope == 0 ? 0 : slope * g[i]
    }
    // What is closed stays closed for infinity.
    if slope == 0, let closed = passed.firstIndex(of: 0) { g[closed] = .infinity }
    scales.withPointer { scale in
      shifts.withPointer { shift in
        func both(_ gradient: [Float], _ gate: ColumnGate?) -> [Float] {
          filled(rows * columns) {
            combineColumns(
              gradient: gradient, x, rows: rows, columns: columns, gate: gate,
              factors: (scale, shift, shift), into: $0)
          }
            + filled(2 * columns) {
              normalizationSums(
                x, gradient: gradient, rows: rows, columns: columns, gate: gate,
                statistics: (shift, scale), into: ($0, $0 + columns))
            }
        }
        let gate = ColumnGate(scale: scale, shift: shift, slope: slope, upper: upper)
        #expect(both(g, gate) == both(passed, nil))
      }
    }
  }

  @Test func sumsOfGradients() {
    let (x, g) = (scattered(rows * columns), scattered(rows * columns, seed: 2))
    let (mean, inverse) = (scattered(columns, seed: 3), scattered(columns, seed: 4))
    var (shift, scale) = (
      [Float](repeating: 0, count: columns), [Float](repeating: 0, count: columns)
    )
    shift.withUnsafeMutableBufferPointer { shift in
      scale.withUnsafeMutableBufferPointer { scale in
        mean.withPointer { mean in
          inverse.withPointer { inverse in
            normalizationSums(
              x, gradient: g, rows: rows, columns: columns, statistics: (mean, inverse),
              into: (shift.baseAddress!, scale.baseAddress!))
          }
        }
      }
    }
    for j in 0..<columns {
      let (x, g) = (column(x, j), column(g, j))
      let products = zip(x, g).map { ($0 - Double(mean[j])) * $1 * Double(inverse[j]) }
      #expect(abs(Double(shift[j]) - g.reduce(0, +)) < 1e-3)
      #expect(abs(Double(scale[j]) - products.reduce(0, +)) < 1e-2)
    }
  }
}
