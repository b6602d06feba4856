extension PairwiseDistance {
  /// Room for the gradients that are wanted.
  package struct Wanted {
    let a: UnsafeMutablePointer<Float>?
    let b: UnsafeMutablePointer<Float>?
    let weights: UnsafeMutablePointer<Float>?

    package init(
      a: UnsafeMutablePointer<Float>?, b: UnsafeMutablePointer<Float>?,
      weights: UnsafeMutablePointer<Float>?
    ) {
      self.a = a
      self.b = b
      self.weights = weights
    }
  }

  /// Writes the gradients that are wanted, from those of the distances.
  package func gradients(_ gradient: UnsafePointer<Float>, into wanted: Wanted) {
    if difference == .squared {
      let weights = Wanted(a: nil, b: nil, weights: wanted.weights)
      if wanted.weights != nil { addUp(gradient, into: weights) }
      multiplyOut(gradient, da: wanted.a, db: wanted.b)
    } else {
      addUp(gradient, into: wanted)
    }
  }

  /// The gradients of squared differences as matrix products: with g the gradient,
  /// daᵢ = 2 w (aᵢ Σⱼ gᵢⱼ − Σⱼ gᵢⱼ bⱼ), and dbⱼ likewise.
  ///
  /// Both sides are taken relative to b's mean, so that little cancels.
  private func multiplyOut(
    _ gradient: UnsafePointer<Float>, da: UnsafeMutablePointer<Float>?,
    db: UnsafeMutablePointer<Float>?
  ) {
    withScratch((rows + columns + 1) * width) { scratch in
      let (mean, x, y) = (scratch, scratch + width, scratch + (1 + rows) * width)
      columnSums(b, rows: columns, columns: width, into: mean)
      for k in 0..<width { mean[k] /= Float(max(columns, 1)) }
      subtract(mean, from: a, rows: rows, into: x)
      subtract(mean, from: b, rows: columns, into: y)
      let g = Matrix(gradient, rows, columns)
      if let da {
        parallelMultiply(g, Matrix(y, columns, width), into: da)
        finish(da, x, rows: rows) { i in sum(gradient + i * columns, count: columns) }
      }
      if let db {
        parallelMultiply(g.transposed, Matrix(x, rows, width), into: db)
        withScratch(columns) { sums in
          columnSums(gradient, rows: rows, columns: columns, into: sums)
          finish(db, y, rows: columns) { sums[$0] }
        }
      }
    }
  }

  private func subtract(
    _ mean: UnsafePointer<Float>, from x: UnsafePointer<Float>, rows: Int,
    into y: UnsafeMutablePointer<Float>
  ) {
    Threads.forEachRange(rows, grain: max(1, (1 << 15) / max(width, 1))) { range in
      for i in range {
        for k in 0..<width { y[i * width + k] = x[i * width + k] - mean[k] }
      }
    }
  }

  /// `product = 2 w (x · factor − product)`, row by row.
  private func finish(
    _ product: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, rows: Int,
    _ factor: (Int) -> Float
  ) {
    Threads.forEachRange(rows, grain: max(1, (1 << 15) / max(width, 1))) { range in
      for i in range {
        let (target, source, factor) = (product + i * width, x + i * width, factor(i))
        if let weights {
          for k in 0..<width { target[k] = 2 * weights[k] * (source[k] * factor - target[k]) }
        } else {
          for k in 0..<width { target[k] = 2 * (source[k] * factor - target[k]) }
        }
      }
    }
  }

  /// The gradients pair by pair.
  private func addUp(_ gradient: UnsafePointer<Float>, into wanted: Wanted) {
    let (da, db, dw) = (wanted.a, wanted.b, wanted.weights)
    // Each piece owns a range of features, so that all three sums have one fixed order.
    Threads.forEachRange(width, grain: 64) { features in
      if let dw { clear(dw, rows: 1, features) }
      if let da { clear(da, rows: rows, features) }
      if let db { clear(db, rows: columns, features) }
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
          guard da != nil || db != nil else { continue }
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

  private func clear(_ x: UnsafeMutablePointer<Float>, rows: Int, _ features: Range<Int>) {
    for i in 0..<rows {
      (x + i * width + features.lowerBound).initialize(repeating: 0, count: features.count)
    }
  }
}
