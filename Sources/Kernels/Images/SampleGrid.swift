/// An image in a plane with at least two rows and columns of zeros around it.
struct PaddedImage {
  /// The first pixel of the image.
  let pixels: UnsafePointer<Float>
  let height: Int
  let width: Int
  /// From one row to the next.
  let stride: Int
}

/// Bilinear samples of one image along the rows of a target, `taps` of them for each of its columns.
struct SampleGrid {
  private let source: PaddedImage
  private let columns: Int
  private let taps: Int
  private let map: AffineMap
  /// Where a row's first sample lies, from the image's middle.
  private let left: Float
  /// From one sample to the next, without displacements.
  private let stepX: Fixed
  private let stepY: Fixed
  /// 1 / taps.
  private let part: Fixed

  /// - Parameter apart: From one sample to the next in the target's plane.
  init(source: PaddedImage, columns: Int, taps: Int, apart: Float, map: AffineMap) {
    self.source = source
    self.columns = columns
    self.taps = taps
    self.map = map
    left = 0.5 * apart - Float(source.width) / 2
    stepX = Fixed(map.xx * apart)
    stepY = Fixed(map.yx * apart)
    part = Fixed(1 / Float(taps))
  }

  /// Adds `share` of each sample in one row to the target's pixels, which are `step` scalars apart.
  ///
  /// - Parameters:
  ///   - v: The row's height above or below the middle of the target's plane.
  ///   - displacements: Of the first sample of each column and of the one after the last.
  func add(
    at v: Float, displaced displacements: DisplacementRows.Row?, share: Float,
    to line: UnsafeMutablePointer<Float>, step: Int
  ) {
    var x = Fixed(map.xx * left + map.xy * v + map.x + Float(source.width - 1) / 2)
    var y = Fixed(map.yx * left + map.yy * v + map.y + Float(source.height - 1) / 2)
    guard let displacements else {
      for column in 0..<columns {
        line[column * step] += share * sum(x: &x, y: &y, stepX: stepX, stepY: stepY)
      }
      return
    }
    for column in 0..<columns {
      // Within a column the displacement changes evenly.
      let (moveX, moveY) = (Int(displacements.x[column]), Int(displacements.y[column]))
      let (nextX, nextY) = (Int(displacements.x[column + 1]), Int(displacements.y[column + 1]))
      var (bentX, bentY) = (x + Fixed(units: moveX), y + Fixed(units: moveY))
      line[column * step] +=
        share
        * sum(
          x: &bentX, y: &bentY,
          stepX: stepX + Fixed(units: nextX &- moveX).times(part),
          stepY: stepY + Fixed(units: nextY &- moveY).times(part))
      x.units &+= taps &* stepX.units
      y.units &+= taps &* stepY.units
    }
  }

  /// The sum of a column's samples; the point moves on to the next column's first one.
  @inline(__always)
  private func sum(x: inout Fixed, y: inout Fixed, stepX: Fixed, stepY: Fixed) -> Float {
    var sum: Float = 0
    for _ in 0..<taps {
      sum += interpolated(x: x, y: y)
      x.units &+= stepX.units
      y.units &+= stepY.units
    }
    return sum
  }

  /// The value at a point between four pixels; points beyond the margin lie on zeros within it.
  @inline(__always)
  private func interpolated(x: Fixed, y: Fixed) -> Float {
    let x = x.clamped(to: source.width)
    let y = y.clamped(to: source.height)
    let stride = source.stride
    let corner = source.pixels + (y.whole &* stride &+ x.whole)
    let (right, down) = (x.fraction, y.fraction)
    let upper = corner[0] + right * (corner[1] - corner[0])
    let lower = corner[stride] + right * (corner[stride + 1] - corner[stride])
    return upper + down * (lower - upper)
  }
}

/// A coordinate in units of 2⁻¹⁶ pixel: its whole part needs no conversion from floating point.
struct Fixed {
  var units: Int

  @inline(__always)
  init(_ value: Float) { units = Int((value * 0x1p16).rounded()) }

  @inline(__always)
  init(units: Int) { self.units = units }

  /// At least one pixel before the first and at most at the first one after the last.
  @inline(__always)
  func clamped(to size: Int) -> Fixed { Fixed(units: max(-1 << 16, min(size << 16, units))) }

  @inline(__always)
  var whole: Int { units >> 16 }

  @inline(__always)
  var fraction: Float { Float(units & 0xFFFF) * 0x1p-16 }

  @inline(__always)
  func times(_ other: Fixed) -> Fixed { Fixed(units: (units &* other.units) >> 16) }

  @inline(__always)
  static func + (a: Fixed, b: Fixed) -> Fixed { Fixed(units: a.units &+ b.units) }
}
