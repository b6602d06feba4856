/// Resizes images of bytes with one of the usual filters, and cuts a part out of the result: only what
/// is in the part is computed.
///
/// Each row of the target is summed up from rows of the source, then reduced along the row: a picture
/// of any size needs scratch memory for one row.
package struct FilteredResize: Sendable {
  private let source: PixelLayout
  private let rows: ResizeAxis
  private let columns: ResizeAxis
  private let mask: UInt8

  /// - Parameters:
  ///   - source: The layout of the images.
  ///   - resized: The size that they are brought to.
  ///   - part: The rows and columns of that which are wanted.
  ///   - mask: Combined with each byte by exclusive or: 255 swaps black and white.
  package init(
    _ source: PixelLayout, to resized: (height: Int, width: Int),
    part: (rows: Range<Int>, columns: Range<Int>), filter: ResizeFilter, mask: UInt8 = 0
  ) {
    self.source = source
    self.mask = mask
    rows = ResizeAxis(
      source: source.height, resized: resized.height, part: part.rows, filter: filter)
    columns = ResizeAxis(
      source: source.width, resized: resized.width, part: part.columns, filter: filter)
  }

  /// All images of the layout in `x`, one after another, to those of `y`.
  package func callAsFunction(
    _ x: UnsafeBufferPointer<UInt8>, into y: UnsafeMutablePointer<UInt8>
  ) {
    guard let base = x.baseAddress, source.count > 0 else { return }
    let stride = columns.starts.count * source.channels
    Threads.forEach(x.count / source.count) { image in
      self(
        base + image * source.count, into: y + image * rows.starts.count * stride, stride: stride)
    }
  }

  /// One image to a part of another one whose rows are `stride` bytes apart.
  package func callAsFunction(
    _ x: UnsafePointer<UInt8>, into y: UnsafeMutablePointer<UInt8>, stride: Int
  ) {
    let (channels, reach) = (source.channels, columns.reach)
    let width = reach.count * channels
    // Three channels are read as four.
    withScratch(width + 4) { line in
      line[width] = 0
      for row in rows.starts.indices {
        sum(x + reach.lowerBound * channels, row: row, width: width, into: line)
        let target = y + row * stride
        if channels == 3 {
          reduceColors(line, from: reach.lowerBound, into: target)
        } else {
          reduceGray(line, from: reach.lowerBound, into: target)
        }
      }
    }
  }

  /// The weighted sum of a target row's source rows, four of them at a time.
  private func sum(
    _ x: UnsafePointer<UInt8>, row: Int, width: Int, into line: UnsafeMutablePointer<Float>
  ) {
    let (first, count, offset) = (rows.starts[row], rows.counts[row], rows.offsets[row])
    line.update(repeating: 0, count: width)
    func source(_ tap: Int) -> UnsafePointer<UInt8> { x + (first + tap) * self.source.stride }
    func weight(_ tap: Int) -> Float { rows.weights[offset + tap] }
    var tap = 0
    while tap + 4 <= count {
      let (a, b, c, d) = (source(tap), source(tap + 1), source(tap + 2), source(tap + 3))
      let (p, q, r, s) = (weight(tap), weight(tap + 1), weight(tap + 2), weight(tap + 3))
      for j in 0..<width {
        line[j] +=
          (p * Float(a[j] ^ mask) + q * Float(b[j] ^ mask))
          + (r * Float(c[j] ^ mask) + s * Float(d[j] ^ mask))
      }
      tap += 4
    }
    while tap < count {
      let (a, p) = (source(tap), weight(tap))
      for j in 0..<width { line[j] += p * Float(a[j] ^ mask) }
      tap += 1
    }
  }

  private func reduceGray(
    _ line: UnsafePointer<Float>, from first: Int, into y: UnsafeMutablePointer<UInt8>
  ) {
    columns.weights.withUnsafeBufferPointer { weights in
      for index in columns.starts.indices {
        let (start, offset) = (columns.starts[index] - first, columns.offsets[index])
        var sum: Float = 0
        for tap in 0..<columns.counts[index] { sum += weights[offset + tap] * line[start + tap] }
        y[index] = UInt8(max(0, min(255, sum + 0.5)))
      }
    }
  }

  private func reduceColors(
    _ line: UnsafePointer<Float>, from first: Int, into y: UnsafeMutablePointer<UInt8>
  ) {
    let pixels = UnsafeRawPointer(line)
    columns.weights.withUnsafeBufferPointer { weights in
      for index in columns.starts.indices {
        let start = (columns.starts[index] - first) * 3
        let offset = columns.offsets[index]
        var sum = SIMD4<Float>(repeating: 0)
        for tap in 0..<columns.counts[index] {
          let pixel = pixels.loadUnaligned(
            fromByteOffset: 4 * (start + 3 * tap), as: SIMD4<Float>.self)
          sum += weights[offset + tap] * pixel
        }
        let value = (sum + 0.5).clamped(
          lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: 255))
        y[3 * index] = UInt8(value.x)
        y[3 * index + 1] = UInt8(value.y)
        y[3 * index + 2] = UInt8(value.z)
      }
    }
  }
}
