/// Resizes images of bytes with one of the usual filters, and cuts a part out of the result: only what
/// is in the part is computed.
///
/// Each row of the target is summed up from rows of the source, then reduced along the row: a picture
/// of any size needs scratch memory for two rows.
package struct FilteredResize: Sendable {
  private let source: PixelLayout
  private let rows: ResizeAxis
  private let columns: ResizeAxis
  private let mask: UInt8
  /// Whether values may leave the range of bytes.
  private let overshoots: Bool

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
    overshoots = filter == .cubic
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
    let start = x + reach.lowerBound * channels
    // Two rows at a time, each with a place more, since three channels are read as four.
    let room = width + 1
    withScratch(2 * room) { lines in
      let pair = (lines, lines + room)
      (pair.0[width], pair.1[width]) = (0, 0)
      for row in Swift.stride(from: 0, to: rows.starts.count, by: 2) {
        // The last of an odd number of rows is its own neighbor.
        let next = min(row + 1, rows.starts.count - 1)
        sum(start, row: row, width: width, into: pair.0)
        sum(start, row: next, width: width, into: pair.1)
        let targets = (y + row * stride, y + next * stride)
        if channels == 3 {
          reduceColors(pair, from: reach.lowerBound, into: targets)
        } else {
          reduceGray(pair.0, from: reach.lowerBound, into: targets.0)
          reduceGray(pair.1, from: reach.lowerBound, into: targets.1)
        }
      }
    }
  }

  /// The weighted sum of a target row's source rows, four of them at a time.
  private func sum(
    _ x: UnsafePointer<UInt8>, row: Int, width: Int, into line: UnsafeMutablePointer<Float>
  ) {
    let (first, count, offset) = (rows.starts[row], rows.counts[row], rows.offsets[row])
    func source(_ tap: Int) -> UnsafePointer<UInt8> { x + (first + tap) * self.source.stride }
    func weight(_ tap: Int) -> Float { rows.weights[offset + tap] }
    var tap = 0
    if count >= 4 {
      let (a, b, c, d) = (source(0), source(1), source(2), source(3))
      let (p, q, r, s) = (weight(0), weight(1), weight(2), weight(3))
      for j in 0..<width {
        line[j] =
          (p * Float(a[j] ^ mask) + q * Float(b[j] ^ mask))
          + (r * Float(c[j] ^ mask) + s * Float(d[j] ^ mask))
      }
      tap = 4
    } else {
      line.update(repeating: 0, count: width)
    }
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

  /// Two rows, for which a weight is fetched once.
  private func reduceColors(
    _ lines: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>), from first: Int,
    into y: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>)
  ) {
    let pixels = (UnsafeRawPointer(lines.0), UnsafeRawPointer(lines.1))
    columns.withTaps { index, start, weights in
      let place = 12 * (start - first)
      var sums = (SIMD4<Float>(repeating: 0), SIMD4<Float>(repeating: 0))
      for tap in 0..<weights.count {
        let (weight, offset) = (weights[tap], place + 12 * tap)
        sums.0 += weight * pixels.0.loadUnaligned(fromByteOffset: offset, as: SIMD4<Float>.self)
        sums.1 += weight * pixels.1.loadUnaligned(fromByteOffset: offset, as: SIMD4<Float>.self)
      }
      write(sums.0, to: y.0 + 3 * index)
      write(sums.1, to: y.1 + 3 * index)
    }
  }

  /// The nearest bytes of the first three sums.
  @inline(__always)
  private func write(_ sum: SIMD4<Float>, to y: UnsafeMutablePointer<UInt8>) {
    var value = sum + 0.5
    if overshoots { for i in 0..<3 { value[i] = max(0, min(255, value[i])) } }
    // From 256 to 512 a scalar has its whole part above 15 bits: no conversion, which would be checked.
    let bits = unsafeBitCast(value + 256, to: SIMD4<UInt32>.self) &>> 15
    y[0] = UInt8(truncatingIfNeeded: bits.x)
    y[1] = UInt8(truncatingIfNeeded: bits.y)
    y[2] = UInt8(truncatingIfNeeded: bits.z)
  }
}
