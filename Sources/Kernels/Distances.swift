/// Which elementwise difference a pairwise distance adds up.
package enum Difference: Sendable { case absolute, squared }

/// `d[i, j] = Σₖ wₖ · f(a[i, k] − b[j, k])` for all rows of `a` and `b`, without materialising the
/// differences; `weights` nil means ones.
package func pairwiseDistances(
  _ a: UnsafePointer<Float>, rows: Int, _ b: UnsafePointer<Float>, columns: Int, width: Int,
  weights: UnsafePointer<Float>?, _ difference: Difference, into d: UnsafeMutablePointer<Float>
) {
  let grain = max(1, (1 << 15) / max(columns * width, 1))
  Threads.forEachRange(rows, grain: grain) { range in
    for i in range {
      for j in 0..<columns {
        d[i * columns + j] = distance(
          a + i * width, b + j * width, width: width, weights: weights, difference)
      }
    }
  }
}

/// Σₖ wₖ · f(aₖ − bₖ), in blocks of single precision whose sums are added in double.
private func distance(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, width: Int, weights: UnsafePointer<Float>?,
  _ difference: Difference
) -> Float {
  var total = 0.0
  for start in stride(from: 0, to: width, by: 512) {
    let end = min(width, start + 512)
    var lanes = SIMD8<Float>.zero
    var i = start
    while i + 8 <= end {
      let delta = load(a + i) - load(b + i)
      var term = difference == .squared ? delta * delta : magnitude(delta)
      if let weights { term *= load(weights + i) }
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

/// The gradients of `pairwiseDistances`: each of `da`, `db` and `dw` is written when it is wanted.
package func pairwiseDistanceGradients(
  _ a: UnsafePointer<Float>, rows: Int, _ b: UnsafePointer<Float>, columns: Int, width: Int,
  weights: UnsafePointer<Float>?, _ difference: Difference, gradient: UnsafePointer<Float>,
  da: UnsafeMutablePointer<Float>?, db: UnsafeMutablePointer<Float>?,
  dw: UnsafeMutablePointer<Float>?
) {
  // Each piece owns a range of features, so that all three sums have one fixed order.
  Threads.forEachRange(width, grain: 64) { features in
    for k in features {
      if let dw { dw[k] = 0 }
    }
    for i in 0..<rows {
      for k in features {
        if let da { da[i * width + k] = 0 }
      }
    }
    for j in 0..<columns {
      for k in features {
        if let db { db[j * width + k] = 0 }
      }
    }
    for i in 0..<rows {
      let x = a + i * width
      for j in 0..<columns {
        let y = b + j * width
        let g = gradient[i * columns + j]
        if g == 0 { continue }
        if let dw {
          for k in features {
            let delta = x[k] - y[k]
            dw[k] += g * (difference == .squared ? delta * delta : abs(delta))
          }
        }
        for k in features {
          let delta = x[k] - y[k]
          let slope: Float =
            difference == .squared ? 2 * delta : (delta > 0 ? 1 : (delta < 0 ? -1 : 0))
          let term = g * slope * (weights?[k] ?? 1)
          if let da { da[i * width + k] += term }
          if let db { db[j * width + k] -= term }
        }
      }
    }
  }
}

@inline(__always)
private func load(_ pointer: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
}

@inline(__always)
private func magnitude(_ x: SIMD8<Float>) -> SIMD8<Float> { x.replacing(with: -x, where: x .< 0) }
