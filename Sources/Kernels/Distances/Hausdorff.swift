/// Points of the plane around their mean, row by row.
package struct PointCloud: Sendable {
  /// The number of points.
  package let count: Int
  /// The coordinates, padded with infinitely far points to a whole number of vectors.
  fileprivate let x: [SIMD8<Float>]
  fileprivate let y: [SIMD8<Float>]

  fileprivate init(x: [Float], y: [Float]) {
    count = x.count
    self.x = vectors(centered(x))
    self.y = vectors(centered(y))
  }
}

private func centered(_ values: [Float]) -> [Float] {
  // Pixel coordinates are whole numbers: their sum is exact.
  let mean = Float(values.reduce(0) { $0 + Double($1) } / Double(max(values.count, 1)))
  return values.map { $0 - mean }
}

private func vectors(_ values: [Float]) -> [SIMD8<Float>] {
  stride(from: 0, to: values.count, by: 8).map { start in
    var vector = SIMD8<Float>(repeating: .infinity)
    for lane in 0..<min(8, values.count - start) { vector[lane] = values[start + lane] }
    return vector
  }
}

/// The coordinates of the pixels that are larger than half the largest one.
package func inkedPoints(
  _ image: UnsafePointer<Float>, height: Int, width: Int
) -> PointCloud {
  var darkest: Float = 0
  for i in 0..<height * width { darkest = max(darkest, image[i]) }
  var (x, y) = ([Float](), [Float]())
  for row in 0..<height {
    for column in 0..<width where image[row * width + column] > darkest / 2 {
      x.append(Float(column))
      y.append(Float(row))
    }
  }
  return PointCloud(x: x, y: y)
}

/// The negative modified Hausdorff distance of each of `a` and each of `b`, row by row; −∞ if one
/// of the two has no points.
package func modifiedHausdorffScores(
  _ a: [PointCloud], _ b: [PointCloud], into scores: UnsafeMutablePointer<Float>
) {
  Threads.forEach(a.count * b.count) { pair in
    let (i, j) = pair.quotientAndRemainder(dividingBy: b.count)
    scores[pair] = -max(meanNearestDistance(a[i], b[j]), meanNearestDistance(b[j], a[i]))
  }
}

/// How far the points of `a` are from the nearest point of `b`, on average.
private func meanNearestDistance(_ a: PointCloud, _ b: PointCloud) -> Float {
  guard a.count > 0, b.count > 0 else { return .infinity }
  return b.x.withUnsafeBufferPointer { bx in
    b.y.withUnsafeBufferPointer { by in
      var total = 0.0
      var start = 0
      for point in 0..<a.count {
        let (x, y) = (a.x[point / 8][point % 8], a.y[point / 8][point % 8])
        // Rows ascend in both clouds, so the vector to start from does too.
        while start < by.count && by[start][0] < y { start += 1 }
        total += Double(nearestSquare(x, y, bx, by, from: start).squareRoot())
      }
      return Float(total / Double(a.count))
    }
  }
}

/// The smallest squared distance to the points, seen from the row of `start` outwards and only as
/// far as a row alone is nearer than the nearest point so far.
@inline(__always)
private func nearestSquare(
  _ x: Float, _ y: Float, _ bx: UnsafeBufferPointer<SIMD8<Float>>,
  _ by: UnsafeBufferPointer<SIMD8<Float>>, from start: Int
) -> Float {
  // The nearest of each lane; it is compared as a vector, for reducing it is dear.
  var nearest = SIMD8<Float>(repeating: .infinity)
  func look(_ k: Int, gap: Float) -> Bool {
    if any(nearest .<= gap * gap) { return false }
    let (dx, dy) = (bx[k] - x, by[k] - y)
    let square = dx * dx + dy * dy
    nearest = nearest.replacing(with: square, where: square .< nearest)
    return true
  }
  var k = start
  while k < by.count, look(k, gap: by[k][0] - y) { k += 1 }
  k = start - 1
  while k >= 0, look(k, gap: max(0, y - by[k][7])) { k -= 1 }
  return nearest.min()
}
