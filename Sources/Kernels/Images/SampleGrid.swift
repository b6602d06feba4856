/// Bilinear samples of one image along the rows of a target, `taps` of them for each of its columns.
///
/// Of a gray image a pixel is one scalar, of a colored one its channels.
struct SampleGrid<Pixel> {
  private let source: PaddedImage<Pixel>
  private let columns: Int
  private let taps: Int
  private let map: AffineMap
  /// Where a row's first sample lies, from the middle of the target's plane.
  private let left: Float
  /// From one sample to the next, without displacements.
  private let stepX: Fixed
  private let stepY: Fixed
  /// 1 / taps.
  private let part: Fixed

  /// - Parameters:
  ///   - apart: From one sample to the next in the target's plane.
  ///   - width: Of the target's plane; default the image's.
  init(
    source: PaddedImage<Pixel>, columns: Int, taps: Int, apart: Float, map: AffineMap,
    width: Int? = nil
  ) {
    self.source = source
    self.columns = columns
    self.taps = taps
    self.map = map
    left = 0.5 * apart - Float(width ?? source.width) / 2
    stepX = Fixed(map.xx * apart)
    stepY = Fixed(map.yx * apart)
    part = Fixed(1 / Float(taps))
  }

  /// Where the first sample of a row lies without displacements.
  @inline(__always)
  private func start(at v: Float) -> FixedPoint {
    FixedPoint(
      x: Fixed(map.xx * left + map.xy * v + map.x + Float(source.width - 1) / 2),
      y: Fixed(map.yx * left + map.yy * v + map.y + Float(source.height - 1) / 2))
  }

  /// The first sample of a column and the way from one to the next; `point` moves on to where the next
  /// column's first sample lies without displacements.
  @inline(__always)
  private func samples(
    ofColumn column: Int, from point: inout FixedPoint, displaced: DisplacementRows.Row?
  ) -> (first: FixedPoint, step: FixedPoint) {
    var (first, step) = (point, FixedPoint(x: stepX, y: stepY))
    point.x.units &+= taps &* stepX.units
    point.y.units &+= taps &* stepY.units
    if let displaced {
      // Within a column the displacement changes evenly.
      let (moveX, moveY) = (Int(displaced.x[column]), Int(displaced.y[column]))
      let (nextX, nextY) = (Int(displaced.x[column + 1]), Int(displaced.y[column + 1]))
      first.move(by: FixedPoint(x: Fixed(units: moveX), y: Fixed(units: moveY)))
      step.x = step.x + Fixed(units: nextX &- moveX).times(part)
      step.y = step.y + Fixed(units: nextY &- moveY).times(part)
    }
    return (first, step)
  }

  /// The pixel above and to the left of a point, and how far the point lies to the right of it and
  /// below it.
  @inline(__always)
  private func corner(of point: FixedPoint) -> (UnsafePointer<Pixel>, right: Float, down: Float) {
    let x, y: Fixed
    if source.reflects {
      (x, y) = (point.x.reflected(in: source.width), point.y.reflected(in: source.height))
    } else {
      (x, y) = (point.x.clamped(to: source.width), point.y.clamped(to: source.height))
    }
    return (source.pixels + (y.whole &* source.stride &+ x.whole), x.fraction, y.fraction)
  }
}

extension SampleGrid where Pixel == Float {
  /// Adds `share` of each sample in one row to the target's pixels, which are `step` scalars apart.
  ///
  /// - Parameters:
  ///   - v: The row's height above or below the middle of the target's plane.
  ///   - displacements: Of the first sample of each column and of the one after the last.
  func add(
    at v: Float, displaced displacements: DisplacementRows.Row?, share: Float,
    to line: UnsafeMutablePointer<Float>, step: Int
  ) {
    var place = start(at: v)
    for column in 0..<columns {
      var (point, way) = samples(ofColumn: column, from: &place, displaced: displacements)
      var sum: Float = 0
      for _ in 0..<taps {
        sum += interpolated(point)
        point.move(by: way)
      }
      line[column * step] += share * sum
    }
  }

  /// The value at a point between four pixels.
  @inline(__always)
  private func interpolated(_ point: FixedPoint) -> Float {
    let (corner, right, down) = corner(of: point)
    let stride = source.stride
    let upper = corner[0] + right * (corner[1] - corner[0])
    let lower = corner[stride] + right * (corner[stride + 1] - corner[stride])
    return upper + down * (lower - upper)
  }
}

extension SampleGrid where Pixel == SIMD4<Float> {
  /// Adds `share` of each sample in one row to the target's pixels.
  ///
  /// - Parameters:
  ///   - v: The row's height above or below the middle of the target's plane.
  ///   - displacements: Of the first sample of each column and of the one after the last.
  func add(
    at v: Float, displaced displacements: DisplacementRows.Row?, share: Float,
    to line: UnsafeMutablePointer<SIMD4<Float>>
  ) {
    var place = start(at: v)
    for column in 0..<columns {
      var (point, way) = samples(ofColumn: column, from: &place, displaced: displacements)
      var sum = interpolated(point)
      for _ in 1..<taps {
        point.move(by: way)
        sum += interpolated(point)
      }
      line[column] += share * sum
    }
  }

  /// The color at a point between four pixels.
  @inline(__always)
  private func interpolated(_ point: FixedPoint) -> SIMD4<Float> {
    let (corner, x, y) = corner(of: point)
    return bilinear(corner, corner + source.stride, x, y)
  }
}

/// The color at a place between four pixels, two above two.
///
/// It stands alone, as within a loop the compiler takes its vectors apart.
@inline(never)
private func bilinear(
  _ above: UnsafePointer<SIMD4<Float>>, _ below: UnsafePointer<SIMD4<Float>>, _ right: Float,
  _ down: Float
) -> SIMD4<Float> {
  let (right, down) = (SIMD4(repeating: right), SIMD4(repeating: down))
  let upper = above[0] + right * (above[1] - above[0])
  let lower = below[0] + right * (below[1] - below[0])
  return upper + down * (lower - upper)
}

/// A point of an image's plane; the first pixel lies at 0, 0.
private struct FixedPoint {
  var x: Fixed
  var y: Fixed

  @inline(__always)
  mutating func move(by step: FixedPoint) {
    x.units &+= step.x.units
    y.units &+= step.y.units
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

  /// The place in the image that a mirror at its outermost pixels shows here.
  @inline(__always)
  func reflected(in size: Int) -> Fixed {
    let last = (size &- 1) << 16
    if units >= 0 && units <= last { return self }
    return last > 0 ? folded(last) : Fixed(units: 0)
  }

  private func folded(_ last: Int) -> Fixed {
    let rest = abs(units) % (2 * last)
    return Fixed(units: min(rest, 2 * last - rest))
  }

  @inline(__always)
  var whole: Int { units >> 16 }

  @inline(__always)
  var fraction: Float { Float(units & 0xFFFF) * 0x1p-16 }

  @inline(__always)
  func times(_ other: Fixed) -> Fixed { Fixed(units: (units &* other.units) >> 16) }

  @inline(__always)
  static func + (a: Fixed, b: Fixed) -> Fixed { Fixed(units: a.units &+ b.units) }
}
