/// Resizes images of bytes. Along an axis that shrinks, a target pixel is the mean of the source's
/// area that it covers; along one that grows, it lies on the straight line between the two source
/// pixels whose centers are around its own.
///
/// Source rows are taken one after the other, so that a picture of any size needs scratch memory of
/// the target's size alone.
package struct Resampling: Sendable {
  private let rows: Axis
  private let columns: Axis

  package init(height: Int, width: Int, targetHeight: Int, targetWidth: Int) {
    rows = Axis(source: height, target: targetHeight)
    columns = Axis(source: width, target: targetWidth)
  }

  /// All `count` images of `x` to those of `y`.
  package func callAsFunction(
    _ x: UnsafeBufferPointer<UInt8>, count: Int, into y: UnsafeMutablePointer<UInt8>
  ) {
    guard let base = x.baseAddress else { return }
    Threads.forEach(count) { image in
      resize(
        base + image * rows.source * columns.source,
        into: y + image * rows.target * columns.target, stride: columns.target)
    }
  }

  /// One image to a part of another one whose rows are `stride` bytes apart.
  ///
  /// - Parameter mask: Combined with each byte of `x` by exclusive or: 255 swaps ink and paper.
  package func resize(
    _ x: UnsafePointer<UInt8>, mask: UInt8 = 0, into y: UnsafeMutablePointer<UInt8>, stride: Int
  ) {
    let width = columns.target
    withScratch((rows.target + 1) * width) { sums in
      sums.update(repeating: 0, count: rows.target * width)
      let line = sums + rows.target * width
      var first = 0
      for row in 0..<rows.source {
        columns.reduce(x + row * columns.source, mask: mask, into: line)
        while first < rows.target && rows.end(of: first) <= row { first += 1 }
        var target = first
        while target < rows.target && rows.starts[target] <= row {
          let weight = rows.weight(of: row, at: target)
          let sum = sums + target * width
          for column in 0..<width { sum[column] += weight * line[column] }
          target += 1
        }
      }
      for row in 0..<rows.target {
        for column in 0..<width {
          y[row * stride + column] = UInt8(min(255, sums[row * width + column] / rows.total + 0.5))
        }
      }
    }
  }

  /// Which pixels of the source have a part in a pixel of the target, along one axis, and how much.
  private struct Axis: Sendable {
    let source: Int
    let target: Int
    /// For each target pixel the first source pixel, the place of its weight, and past the last one.
    let starts: [Int]
    let offsets: [Int]
    let weights: [Float]
    /// The sum of the weights of each target pixel.
    let total: Float

    init(source: Int, target: Int) {
      var (starts, offsets, weights): ([Int], [Int], [Float]) = ([], [0], [])
      for index in 0..<target {
        let (start, parts) =
          target > source
          ? Self.neighbors(of: index, source: source, target: target)
          : Self.area(under: index, source: source, target: target)
        starts.append(start)
        weights += parts
        offsets.append(weights.count)
      }
      self.source = source
      self.target = target
      self.starts = starts
      self.offsets = offsets
      self.weights = weights
      total = Float(target > source ? 2 * target : source)
    }

    /// The source pixels that a target pixel covers, those at its borders with a part.
    static func area(under index: Int, source: Int, target: Int) -> (Int, [Float]) {
      // In units of 1/target of a source pixel all borders are whole numbers.
      let (start, end) = (index * source, (index + 1) * source)
      let first = start / target
      return (
        first,
        (first...(end - 1) / target).map { pixel in
          Float(min(end, (pixel + 1) * target) - max(start, pixel * target))
        }
      )
    }

    /// The source pixels before and after the center of a target pixel; one alone at the edges.
    static func neighbors(of index: Int, source: Int, target: Int) -> (Int, [Float]) {
      // From the first source pixel's center, in units of 1/(2 target) of a source pixel.
      let unit = 2 * target
      let place = (2 * index + 1) * source - target
      let pixel = max(0, place / unit)
      let part = place - pixel * unit
      guard part > 0 && pixel + 1 < source else { return (pixel, [Float(unit)]) }
      return (pixel, [Float(unit - part), Float(part)])
    }

    func end(of index: Int) -> Int { starts[index] + offsets[index + 1] - offsets[index] }

    func weight(of pixel: Int, at index: Int) -> Float {
      weights[offsets[index] + pixel - starts[index]]
    }

    /// One line of the source to one of the target.
    func reduce(
      _ x: UnsafePointer<UInt8>, mask: UInt8, into y: UnsafeMutablePointer<Float>
    ) {
      weights.withUnsafeBufferPointer { weights in
        for index in 0..<target {
          let shift = starts[index] - offsets[index]
          var sum: Float = 0
          for tap in offsets[index]..<offsets[index + 1] {
            sum += weights[tap] * Float(x[tap + shift] ^ mask)
          }
          y[index] = sum / total
        }
      }
    }
  }
}
