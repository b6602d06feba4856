import Lanes

/// Which elementwise difference a pairwise distance adds up.
package enum Difference: Sendable { case absolute, squared }

/// `d[i, j] = Σₖ wₖ · f(a[i, k] − b[j, k])` for all rows of `a` and `b`, without materializing the
/// differences.
package struct PairwiseDistance {
  let a: UnsafePointer<Float>
  let b: UnsafePointer<Float>
  let rows: Int
  let columns: Int
  let width: Int
  let weights: UnsafePointer<Float>?
  let difference: Difference

  /// - Parameters:
  ///   - a: `[m, k]`, row-major.
  ///   - b: `[n, k]`, row-major.
  ///   - weights: `[k]`; nil means ones.
  package init(
    _ a: Matrix, _ b: Matrix, weights: UnsafePointer<Float>? = nil, _ difference: Difference
  ) {
    self.a = a.pointer
    self.b = b.pointer
    rows = a.rows
    columns = b.rows
    width = a.columns
    self.weights = weights
    self.difference = difference
  }

  /// Writes the distances, `[m, n]`.
  package func distances(into d: UnsafeMutablePointer<Float>) {
    let isSymmetric = a == b && rows == columns
    let grain = max(1, (1 << 15) / max(columns * width, 1))
    Threads.forEachRange(rows, grain: grain) { range in
      for i in range {
        for j in (isSymmetric ? i : 0)..<columns {
          d[i * columns + j] = distance(a + i * width, b + j * width)
        }
      }
    }
    guard isSymmetric else { return }
    for i in 0..<rows {
      for j in 0..<i { d[i * columns + j] = d[j * columns + i] }
    }
  }

  /// Σₖ wₖ · f(aₖ − bₖ), in blocks of single precision whose sums are added in double.
  private func distance(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Float {
    var total = 0.0
    for start in stride(from: 0, to: width, by: 512) {
      let end = min(width, start + 512)
      var lanes = SIMD8<Float>.zero
      var i = start
      while i + 8 <= end {
        let delta = load(a + i, 8) - load(b + i, 8)
        var term = difference == .squared ? delta * delta : magnitude(delta)
        if let weights { term *= load(weights + i, 8) }
        lanes += term
        i += 8
      }
      var block = lanes.sum()
      while i < end {
        let delta = a[i] - b[i]
        let term = difference == .squared ? delta * delta : abs(delta)
        block += term * (weights?[i] ?? 1)
        i += 1
      }
      total += Double(block)
    }
    return Float(total)
  }
}

@inline(__always)
private func magnitude(_ x: SIMD8<Float>) -> SIMD8<Float> { x.replacing(with: -x, where: x .< 0) }
