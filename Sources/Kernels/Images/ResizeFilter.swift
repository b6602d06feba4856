/// How the pixels around a place weigh in its value when an image is resized: a kernel that grows with
/// the step between places where the image shrinks, so that nothing is skipped.
package enum ResizeFilter: Sendable {
  /// The part of each pixel within the area that a place covers; where the image grows, straight lines.
  case area
  /// Pillow's `BILINEAR`, torchvision's with antialiasing.
  case triangle
  /// Pillow's `BICUBIC`, torchvision's with antialiasing: Keys, "Cubic convolution interpolation for
  /// digital image processing", IEEE Transactions on ASSP 29 (1981), with a = −1/2.
  case cubic

  /// How far from a place its pixels lie, if places are `step` pixels apart, at least 1.
  fileprivate func reach(_ step: Double) -> Double {
    switch self {
    case .area: 0.5 * step + 0.5
    case .triangle: step
    case .cubic: 2 * step
    }
  }

  /// The weight of a pixel whose middle is `distance` from a place.
  fileprivate func weight(_ distance: Double, _ step: Double) -> Double {
    let x = abs(distance) / step
    switch self {
    case .area: return max(0, min(1, 0.5 * step + 0.5 - abs(distance)))
    case .triangle: return max(0, 1 - x)
    case .cubic:
      if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }
  }
}

/// Which pixels of the source have a part in each pixel of the target, along one axis.
struct ResizeAxis: Sendable {
  /// Of the source, for each target pixel the first one, and how many follow.
  let starts: [Int]
  let counts: [Int]
  /// Of each target pixel the place of its first weight.
  let offsets: [Int]
  /// Those of a target pixel sum to 1.
  let weights: [Float]

  /// The source pixels that matter at all.
  let reach: Range<Int>

  /// - Parameters:
  ///   - source: The pixels of the source.
  ///   - resized: The pixels that it is resized to.
  ///   - part: Which of these are wanted.
  init(source: Int, resized: Int, part: Range<Int>, filter: ResizeFilter) {
    var (starts, counts, offsets): ([Int], [Int], [Int]) = ([], [], [])
    var weights: [Float] = []
    let scale = Double(source) / Double(resized)
    let step = max(1, scale)
    let reach = filter.reach(step)
    starts.reserveCapacity(part.count)
    counts.reserveCapacity(part.count)
    offsets.reserveCapacity(part.count)
    weights.reserveCapacity(part.count * (Int(2 * reach) + 2))
    var parts: [Double] = []
    var (lowest, highest) = (source, 0)
    for index in part {
      let center = (Double(index) + 0.5) * scale
      let first = max(0, Int(center - reach + 0.5))
      let last = min(source, Int(center + reach + 0.5))
      parts.removeAll(keepingCapacity: true)
      for pixel in first..<last { parts.append(filter.weight(Double(pixel) - center + 0.5, step)) }
      let sum = parts.reduce(0, +)
      starts.append(first)
      counts.append(parts.count)
      offsets.append(weights.count)
      for part in parts { weights.append(Float(part / sum)) }
      (lowest, highest) = (min(lowest, first), max(highest, last))
    }
    (self.starts, self.counts, self.offsets, self.weights) = (starts, counts, offsets, weights)
    self.reach = min(lowest, highest)..<highest
  }

  /// Calls `body` with each target pixel, the first of its source pixels, and their weights.
  @inline(__always)
  func withTaps(
    _ body: (_ index: Int, _ start: Int, _ weights: UnsafeBufferPointer<Float>) -> Void
  ) {
    starts.withUnsafeBufferPointer { starts in
      counts.withUnsafeBufferPointer { counts in
        offsets.withUnsafeBufferPointer { offsets in
          weights.withUnsafeBufferPointer { weights in
            for index in starts.indices {
              let first = offsets[index]
              body(
                index, starts[index],
                UnsafeBufferPointer(rebasing: weights[first..<first + counts[index]]))
            }
          }
        }
      }
    }
  }
}
