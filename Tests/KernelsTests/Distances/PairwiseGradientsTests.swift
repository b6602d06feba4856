import Testing

@testable import Kernels

@Suite struct PairwiseGradientsTests {
  private let rows = 4
  private let columns = 3
  private let width = 70

  /// The gradients of a, b and the weights by definition.
  private func reference(
    _ a: [Float], _ b: [Float], _ w: [Float], _ g: [Float], _ difference: Difference
  ) -> [[Float]] {
    var (da, db, dw) = (a.map { _ in 0.0 }, b.map { _ in 0.0 }, w.map { _ in 0.0 })
    for i in 0..<rows {
      for j in 0..<columns {
        for k in 0..<width {
          let delta = Double(a[i * width + k] - b[j * width + k])
          let g = Double(g[i * columns + j])
          let slope = difference == .squared ? 2 * delta : (delta > 0 ? 1 : (delta < 0 ? -1 : 0))
          da[i * width + k] += g * Double(w[k]) * slope
          db[j * width + k] -= g * Double(w[k]) * slope
          dw[k] += g * (difference == .squared ? delta * delta : abs(delta))
        }
      }
    }
    return [da, db, dw].map { $0.map(Float.init) }
  }

  @Test(arguments: [Difference.absolute, .squared])
  func agreeWithTheDefinition(_ difference: Difference) {
    let (a, b) = (scattered(rows * width), scattered(columns * width, seed: 2))
    let (w, g) = (scattered(width, seed: 3), scattered(rows * columns, seed: 4))
    var found = [a, b, w].map { $0.map { _ in Float.nan } }
    a.withPointer { a in
      b.withPointer { b in
        w.withPointer { w in
          let kernel = PairwiseDistance(
            Matrix(a, rows, width), Matrix(b, columns, width), weights: w, difference)
          found[0] = filled(rows * width) {
            kernel.gradients(g, into: .init(a: $0, b: nil, weights: nil))
          }
          found[1] = filled(columns * width) {
            kernel.gradients(g, into: .init(a: nil, b: $0, weights: nil))
          }
          found[2] = filled(width) { kernel.gradients(g, into: .init(a: nil, b: nil, weights: $0)) }
        }
      }
    }
    for (found, expected) in zip(found, reference(a, b, w, g, difference)) {
      #expect(largestDifference(found, expected) < 1e-4)
    }
  }
}
