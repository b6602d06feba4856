/// Samples images through affine maps with bilinear interpolation; outside the image all is 0.
///
/// A target that is smaller than its source averages several samples for each of its pixels, spread
/// evenly over the area that the pixel covers, so that thin strokes fade instead of breaking up.
package struct AffineWarp: Sendable {
  let height: Int
  let width: Int
  let targetHeight: Int
  let targetWidth: Int
  private let rowTaps: Int
  private let columnTaps: Int
  /// Rows and columns of zeros around the padded source, so that no sample needs a test.
  private static let margin = 2

  package init(height: Int, width: Int, targetHeight: Int, targetWidth: Int) {
    self.height = height
    self.width = width
    self.targetHeight = targetHeight
    self.targetWidth = targetWidth
    rowTaps = Self.taps(height, targetHeight)
    columnTaps = Self.taps(width, targetWidth)
  }

  private static func taps(_ source: Int, _ target: Int) -> Int {
    max(1, (source + target / 2) / max(1, target))
  }

  /// Image `indices[i]` of `x`, of bytes, through `maps[i]` to image i of `y`, from 0 to 1.
  package func callAsFunction(
    bytes x: UnsafeBufferPointer<UInt8>, indices: [Int], maps: [AffineMap],
    into y: UnsafeMutablePointer<Float>
  ) {
    guard let base = x.baseAddress else { return }
    Threads.forEach(indices.count) { i in
      let source = base + indices[i] * height * width
      withPadded { padded, stride in
        for row in 0..<height {
          let line = padded + row * stride
          for column in 0..<width { line[column] = Float(source[row * width + column]) }
        }
        sample(
          padded, stride: stride, through: maps[i], scale: 1 / 255,
          into: y + i * targetHeight * targetWidth, step: 1)
      }
    }
  }

  /// Image i of `x`, of `channels` scalars a pixel, through `maps[i]` to image i of `y`.
  package func callAsFunction(
    _ x: UnsafePointer<Float>, channels: Int, maps: [AffineMap],
    into y: UnsafeMutablePointer<Float>
  ) {
    Threads.forEach(maps.count * channels) { piece in
      let (i, channel) = piece.quotientAndRemainder(dividingBy: channels)
      let source = x + i * height * width * channels + channel
      withPadded { padded, stride in
        for row in 0..<height {
          let line = padded + row * stride
          for column in 0..<width { line[column] = source[(row * width + column) * channels] }
        }
        sample(
          padded, stride: stride, through: maps[i], scale: 1,
          into: y + i * targetHeight * targetWidth * channels + channel, step: channels)
      }
    }
  }

  /// Scratch for one image with a margin of zeros; `body` gets the address of its first pixel.
  private func withPadded(_ body: (UnsafeMutablePointer<Float>, Int) -> Void) {
    let stride = width + 2 * Self.margin
    let count = (height + 2 * Self.margin) * stride
    withScratch(count) { scratch in
      scratch.initialize(repeating: 0, count: count)
      body(scratch + Self.margin * stride + Self.margin, stride)
    }
  }

  private func sample(
    _ source: UnsafePointer<Float>, stride: Int, through map: AffineMap, scale: Float,
    into target: UnsafeMutablePointer<Float>, step: Int
  ) {
    // Samples are `dx` apart along a target's row; positions are relative to the first pixel.
    let dx = Float(width) / Float(targetWidth * columnTaps)
    let dy = Float(height) / Float(targetHeight * rowTaps)
    let left = 0.5 * dx - Float(width) / 2
    let top = 0.5 * dy - Float(height) / 2
    let share = scale / Float(rowTaps * columnTaps)
    let (stepX, stepY) = (Fixed(map.xx * dx), Fixed(map.yx * dx))
    for row in 0..<targetHeight {
      let line = target + row * targetWidth * step
      for column in 0..<targetWidth { line[column * step] = 0 }
      for tap in 0..<rowTaps {
        let v = top + Float(row * rowTaps + tap) * dy
        var x = Fixed(map.xx * left + map.xy * v + map.x + Float(width - 1) / 2)
        var y = Fixed(map.yx * left + map.yy * v + map.y + Float(height - 1) / 2)
        for column in 0..<targetWidth {
          var sum: Float = 0
          for _ in 0..<columnTaps {
            sum += interpolate(source, stride: stride, x: x, y: y)
            x.units &+= stepX.units
            y.units &+= stepY.units
          }
          line[column * step] += sum * share
        }
      }
    }
  }

  /// The value at a point between four pixels; points beyond the margin lie on zeros within it.
  @inline(__always)
  private func interpolate(
    _ source: UnsafePointer<Float>, stride: Int, x: Fixed, y: Fixed
  ) -> Float {
    let x = x.clamped(to: width)
    let y = y.clamped(to: height)
    let corner = source + (y.whole &* stride &+ x.whole)
    let (right, down) = (x.fraction, y.fraction)
    let upper = corner[0] + right * (corner[1] - corner[0])
    let lower = corner[stride] + right * (corner[stride + 1] - corner[stride])
    return upper + down * (lower - upper)
  }

  /// A coordinate in units of 2⁻¹⁶ pixel: its whole part needs no conversion from floating point.
  private struct Fixed {
    var units: Int

    @inline(__always)
    init(_ value: Float) { units = Int((value * 0x1p16).rounded()) }

    @inline(__always)
    private init(units: Int) { self.units = units }

    /// At least one pixel before the first and at most at the first one after the last.
    @inline(__always)
    func clamped(to size: Int) -> Fixed { Fixed(units: max(-1 << 16, min(size << 16, units))) }

    @inline(__always)
    var whole: Int { units >> 16 }

    @inline(__always)
    var fraction: Float { Float(units & 0xFFFF) * 0x1p-16 }
  }
}
