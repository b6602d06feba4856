/// The largest scalars of `x` along the middle axis of `shape`; NaN if there is one.
package func maximum(
  _ x: UnsafePointer<Float>, _ shape: ReductionShape, into y: UnsafeMutablePointer<Float>
) {
  let slice = shape.reduced * shape.inner
  Threads.forEachRange(shape.outer, grain: max(1, (1 << 15) / max(slice, 1))) { range in
    for row in range {
      let source = x + row * slice
      let target = y + row * shape.inner
      target.update(from: source, count: shape.inner)
      for k in 1..<max(1, shape.reduced) {
        let candidate = source + k * shape.inner
        for j in 0..<shape.inner
        where candidate[j] > target[j] || candidate[j].isNaN { target[j] = candidate[j] }
      }
    }
  }
}

/// The position of the first largest scalar along the middle axis of `shape`.
package func argmax(
  _ x: UnsafePointer<Float>, _ shape: ReductionShape, into y: UnsafeMutablePointer<Int>
) {
  for row in 0..<shape.outer {
    for j in 0..<shape.inner {
      let source = x + row * shape.reduced * shape.inner + j
      var best = 0
      for k in 1..<max(1, shape.reduced)
      where source[k * shape.inner] > source[best * shape.inner] { best = k }
      y[row * shape.inner + j] = best
    }
  }
}
