/// A smooth random field of displacements over an image's plane: the cubic B-spline with independent
/// random vectors on a coarse grid.
///
/// A B-spline on a grid of distance h is nearly what a Gaussian of σ = h / √3, of the same variance,
/// makes of white noise, for a small part of the work.
package struct DisplacementField: Sendable, Equatable {
  /// The standard deviation of a displacement, as a part of the image's width along x and of its
  /// height along y.
  package var amplitude: Float
  /// From one of the grid's points to the next, as a part of the image's size.
  package var spacing: Float
  /// Where the vectors are drawn from.
  package var random: SplitMix64

  package init(amplitude: Float, spacing: Float, random: SplitMix64) {
    self.amplitude = amplitude
    self.spacing = spacing
    self.random = random
  }

  /// The root mean square of the spline where the grid's numbers have variance 1, along one axis the
  /// mean over all places of the sum of the squared weights, 151/315.
  private static let deviation: Float = 151.0 / 315

  /// The grid's points along each axis; the first spline starts before the image.
  private var points: Int { Int(1 / spacing) + 4 }

  /// Calls `body` with what gives the displacements of `rows` rows of samples, evenly spread over the
  /// image, at the first of each `taps` of `columns` · `taps` samples.
  func withRows(
    rows: Int, columns: Int, taps: Int, height: Int, width: Int, _ body: (DisplacementRows) -> Void
  ) {
    let points = points
    let (vectors, line) = (2 * points * points, 2 * points)
    withScratch(vectors + line + 3 * (columns + 1)) { scratch in
      var random = random
      // In the units of `Fixed`.
      let unit = amplitude / Self.deviation * 0x1p16
      for i in 0..<points * points {
        let (row, column) = i.quotientAndRemainder(dividingBy: points)
        let place = scratch + (2 * row * points + column)
        place[0] = random.nextSpread() * unit * Float(width)
        place[points] = random.nextSpread() * unit * Float(height)
      }
      withUnsafeTemporaryAllocation(of: Int.self, capacity: points - 3) { ends in
        guard let ends = ends.baseAddress else { return }
        let rows = DisplacementRows(
          rows: rows, columns: columns, spacing: spacing, points: points, scratch: scratch,
          ends: ends)
        rows.prepare(samples: columns * taps, taps: taps)
        body(rows)
      }
    }
  }
}

/// The displacements of a field, row by row of samples.
struct DisplacementRows {
  /// Displacements in units of 2⁻¹⁶ pixel of the source, one for each column and one more.
  struct Row {
    let x: UnsafeMutablePointer<Float>
    let y: UnsafeMutablePointer<Float>
    /// How far each lies between two of the grid's points, from 0 to 1.
    fileprivate let t: UnsafeMutablePointer<Float>
    fileprivate let count: Int

    fileprivate init(_ scratch: UnsafeMutablePointer<Float>, count: Int) {
      (x, y, t) = (scratch, scratch + count, scratch + 2 * count)
      self.count = count
    }
  }

  fileprivate let rows: Int
  fileprivate let spacing: Float
  fileprivate let points: Int
  /// `[points, 2, points]`: for each of the grid's rows all x, then all y.
  fileprivate let vectors: UnsafeMutablePointer<Float>
  /// `[2, points]`: the spline's numbers between two of the grid's rows.
  fileprivate let line: UnsafeMutablePointer<Float>
  fileprivate let row: Row
  /// For each space between two of the grid's points, the column after its last one.
  fileprivate let ends: UnsafeMutablePointer<Int>

  /// - Parameter scratch: Begins with the vectors.
  fileprivate init(
    rows: Int, columns: Int, spacing: Float, points: Int, scratch: UnsafeMutablePointer<Float>,
    ends: UnsafeMutablePointer<Int>
  ) {
    self.rows = rows
    self.spacing = spacing
    self.points = points
    vectors = scratch
    line = vectors + 2 * points * points
    row = Row(line + 2 * points, count: columns + 1)
    self.ends = ends
  }

  fileprivate func prepare(samples: Int, taps: Int) {
    for space in 0..<points - 3 { ends[space] = 0 }
    for column in 0..<row.count {
      let (space, t) = place(of: column * taps, of: samples)
      row.t[column] = t
      ends[space] = column + 1
    }
    for space in 1..<points - 3 { ends[space] = max(ends[space], ends[space - 1]) }
  }

  /// The space in which a sample along an axis lies, and how far in it.
  private func place(of sample: Int, of samples: Int) -> (space: Int, t: Float) {
    let place = (Float(sample) + 0.5) / (Float(samples) * spacing)
    let space = min(Int(place), points - 4)
    return (space, place - Float(space))
  }

  /// The displacements of row `number`; they hold until the next call.
  func displacements(ofRow number: Int) -> Row {
    let (space, t) = place(of: number, of: rows)
    let width = 2 * points
    let upper = vectors + space * width
    for i in 0..<width {
      line[i] = Cubic(upper[i], upper[width + i], upper[2 * width + i], upper[3 * width + i])(at: t)
    }
    var start = 0
    for space in 0..<points - 3 {
      let end = ends[space]
      let (x, y) = (Cubic(line + space), Cubic(line + (points + space)))
      for column in start..<end {
        row.x[column] = x(at: row.t[column])
        row.y[column] = y(at: row.t[column])
      }
      start = end
    }
    return row
  }
}

/// The polynomial that the uniform cubic B-spline of four neighboring numbers is between the two in
/// the middle.
private struct Cubic {
  private let a: Float
  private let b: Float
  private let c: Float
  private let d: Float

  @inline(__always)
  init(_ p: Float, _ q: Float, _ r: Float, _ s: Float) {
    a = (p + r + 4 * q) / 6
    b = (r - p) / 2
    c = (p + r) / 2 - q
    d = (s - p) / 6 + (q - r) / 2
  }

  @inline(__always)
  init(_ four: UnsafeMutablePointer<Float>) { self.init(four[0], four[1], four[2], four[3]) }

  @inline(__always)
  func callAsFunction(at t: Float) -> Float { a + t * (b + t * (c + t * d)) }
}
