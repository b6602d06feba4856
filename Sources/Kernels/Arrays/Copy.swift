/// Writes the transposition of `x` by `permutation` (axis i of the result is axis
/// `permutation[i]` of `x`) to `y`.
package func transpose(
  _ x: UnsafePointer<Float>, shape: [Int], permutation: [Int], into y: UnsafeMutablePointer<Float>
) {
  var strides = [Int](repeating: 1, count: shape.count)
  for axis in (0..<max(0, shape.count - 1)).reversed() {
    strides[axis] = strides[axis + 1] * shape[axis + 1]
  }
  let dimensions = permutation.map { shape[$0] }
  let steps = permutation.map { strides[$0] }
  guard let inner = dimensions.last, let step = steps.last else {
    y[0] = x[0]
    return
  }
  let rows = dimensions.dropLast().reduce(1, *)
  Threads.forEachRange(rows, grain: max(1, (1 << 14) / max(inner, 1))) { range in
    for row in range {
      var rest = row
      var offset = 0
      for axis in (0..<dimensions.count - 1).reversed() {
        let (quotient, position) = rest.quotientAndRemainder(dividingBy: dimensions[axis])
        offset += position * steps[axis]
        rest = quotient
      }
      let source = x + offset
      let target = y + row * inner
      for i in 0..<inner { target[i] = source[i * step] }
    }
  }
}

/// Copies blocks of `width` scalars: block i of `y` is block `indices[i]` of `x`.
package func gather(
  _ x: UnsafePointer<Float>, indices: [Int], width: Int, into y: UnsafeMutablePointer<Float>
) {
  Threads.forEachRange(indices.count, grain: max(1, (1 << 15) / max(width, 1))) { range in
    for i in range {
      (y + i * width).update(from: x + indices[i] * width, count: width)
    }
  }
}

/// Adds block i of `x` to block `indices[i]` of `y`, in order.
package func scatterAdd(
  _ x: UnsafePointer<Float>, indices: [Int], width: Int, into y: UnsafeMutablePointer<Float>
) {
  for (i, index) in indices.enumerated() {
    let source = x + i * width
    let target = y + index * width
    for j in 0..<width { target[j] += source[j] }
  }
}

/// Copies `rows` rows of `width` scalars between memories with their own distance between rows.
package func copyRows(
  _ x: UnsafePointer<Float>, stride xStride: Int, into y: UnsafeMutablePointer<Float>,
  stride yStride: Int, rows: Int, width: Int
) {
  for row in 0..<rows {
    (y + row * yStride).update(from: x + row * xStride, count: width)
  }
}

/// Whether two arrays hold equal scalars.
package func areEqual(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Bool {
  guard a.count == b.count else { return false }
  for i in 0..<a.count where a[i] != b[i] { return false }
  return true
}

/// Copies blocks of `width` bytes as scalars from 0 to 1: block i of `y` is block `indices[i]` of
/// `x`.
package func gatherBytes(
  _ x: UnsafeBufferPointer<UInt8>, indices: [Int], width: Int, into y: UnsafeMutablePointer<Float>
) {
  guard let base = x.baseAddress else { return }
  Threads.forEachRange(indices.count, grain: max(1, (1 << 15) / max(width, 1))) { range in
    for i in range {
      let source = base + indices[i] * width
      let target = y + i * width
      for j in 0..<width { target[j] = Float(source[j]) / 255 }
    }
  }
}
