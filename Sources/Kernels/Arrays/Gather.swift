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
