import Basics

/// A bilinear algorithm for the correlation of `inputs` scalars x with `taps` weights w, exact for its
/// `inputs − taps + 1` outputs: `y = A [(G w) ⊙ (B x)]`.
///
/// In two dimensions it nests: rows are transformed by one such form, then the columns of each group
/// of transformed rows by another, and the elementwise products, summed over channels, become one
/// matrix product for each of the planes. Winograd's algorithms (Lavin and Gray, "Fast algorithms for
/// convolutional neural networks", 2016) and the discrete Fourier transform are both of this form.
package struct BilinearForm: Sendable {
  /// The number of weights, k.
  package let taps: Int
  /// The number of inputs of a tile, t.
  package let inputs: Int
  /// The number of outputs of a tile, m = t − k + 1.
  package let outputs: Int
  /// How rows are transformed, and each transformed row's part of the outputs.
  let rows: Matrices
  /// How the columns of the transformed rows are, group by group.
  let groups: [Group]

  /// B, G and A of one dimension, row-major.
  struct Matrices: Sendable {
    /// The number of rows of B and of G, and of columns of A.
    let rank: Int
    /// B, `[rank, inputs]`.
    let input: [Float]
    /// G, `[rank, taps]`.
    let filter: [Float]
    /// A, `[outputs, rank]`.
    let output: [Float]
  }

  /// Transformed rows whose columns are transformed together: one real row, or the real and the
  /// imaginary part of one.
  struct Group: Sendable {
    /// The first of its rows.
    let firstRow: Int
    /// The first of its planes.
    let firstPlane: Int
    /// For each of its rows what it contributes to the planes, and what it takes from them; all of one
    /// rank.
    let columns: [Matrices]

    /// The number of its planes.
    var rank: Int { columns[0].rank }
  }

  /// The number of planes, that is of matrix products.
  package var planes: Int { groups.reduce(0) { $0 + $1.rank } }

  private init(taps: Int, inputs: Int, rows: Matrices, columns: [[Matrices]]) {
    self.taps = taps
    self.inputs = inputs
    outputs = inputs - taps + 1
    self.rows = rows
    var (row, plane) = (0, 0)
    groups = columns.map { columns in
      defer {
        row += columns.count
        plane += columns[0].rank
      }
      return Group(firstRow: row, firstPlane: plane, columns: columns)
    }
  }
}

extension BilinearForm {
  /// The discrete Fourier transform of length `inputs` in both dimensions, in real numbers.
  ///
  /// Rows become real and imaginary parts for each frequency but the real ones (zero and, for even
  /// lengths, Nyquist's). Columns are transformed with each complex product done in three real ones
  /// (Gauss), the sums folded into the matrices: about 3/2 t² planes.
  package static func fourier(taps: Int, inputs: Int) -> BilinearForm {
    let size = Size(taps: taps, inputs: inputs)
    let waves = (0..<inputs).map { Wave(frequency: $0, length: inputs) }
    let scale = 1 / Double(inputs)
    var rows = MatrixRows(size)
    var columns: [[Matrices]] = []
    for wave in waves[0...inputs / 2] {
      if wave.isReal {
        rows.append(wave.cosine, wave.cosine) { scale * wave.cosine($0) }
        columns.append([realColumns(size)])
      } else {
        rows.append(wave.cosine, wave.cosine) { 2 * scale * wave.cosine($0) }
        rows.append({ -wave.sine($0) }, wave.sine) { -2 * scale * wave.sine($0) }
        columns.append(complexColumns(size, waves))
      }
    }
    return BilinearForm(taps: taps, inputs: inputs, rows: rows.matrices, columns: columns)
  }

  /// The transform of a real row: frequency f of x is a + i b and of the weights, conjugated, c + i d;
  /// (a + b) · c, a · (d − c) and b · (c + d) give the product's parts.
  private static func realColumns(_ size: Size) -> Matrices {
    var rows = MatrixRows(size)
    let scale = 1 / Double(size.inputs)
    for frequency in 0...size.inputs / 2 {
      let wave = Wave(frequency: frequency, length: size.inputs)
      let (cosine, sine) = (wave.cosine, wave.sine)
      if wave.isReal {
        rows.append(cosine, cosine) { scale * cosine($0) }
      } else {
        rows.append({ cosine($0) - sine($0) }, cosine) { 2 * scale * (cosine($0) - sine($0)) }
        rows.append(cosine, { sine($0) - cosine($0) }) { -2 * scale * sine($0) }
        rows.append({ -sine($0) }, { cosine($0) + sine($0) }) { -2 * scale * cosine($0) }
      }
    }
    return rows.matrices
  }

  /// The transform of the real and the imaginary part of a row: with frequency f of the row p + i q
  /// and of the weights, conjugated, r + i s, the three products are (p + q) · r, p · (s − r) and
  /// q · (r + s).
  private static func complexColumns(_ size: Size, _ waves: [Wave]) -> [Matrices] {
    var (real, imaginary) = (MatrixRows(size), MatrixRows(size))
    let scale = 1 / Double(size.inputs)
    for wave in waves {
      let (cosine, sine) = (wave.cosine, wave.sine)
      real.append({ cosine($0) - sine($0) }, cosine) { scale * (cosine($0) - sine($0)) }
      real.append(cosine, { sine($0) - cosine($0) }) { -scale * sine($0) }
      real.append({ -sine($0) }, { cosine($0) + sine($0) }) { -scale * cosine($0) }
      imaginary.append({ cosine($0) + sine($0) }, { -sine($0) }) {
        scale * (cosine($0) + sine($0))
      }
      imaginary.append(sine, { cosine($0) + sine($0) }) { scale * cosine($0) }
      imaginary.append(cosine, { cosine($0) - sine($0) }) { -scale * sine($0) }
    }
    return [real.matrices, imaginary.matrices]
  }

  /// One frequency of a discrete Fourier transform.
  private struct Wave {
    let frequency: Int
    let length: Int

    /// Whether it is its own conjugate.
    var isReal: Bool { 2 * frequency % length == 0 }

    func cosine(_ j: Int) -> Double { cos(angle(j)) }
    func sine(_ j: Int) -> Double { isReal ? 0 : sin(angle(j)) }

    private func angle(_ j: Int) -> Double {
      2 * Double.pi * Double(frequency * j % length) / Double(length)
    }
  }
}

extension BilinearForm {
  /// The algorithm of Toom and Cook, of the smallest rank there is, t: polynomials are evaluated at t
  /// points, of which one is ∞, multiplied there, and interpolated.
  ///
  /// With V the points' Vandermonde matrix, A is the transposition of its first m columns, G its first
  /// k, and B the transposition of its inverse. Precise enough for small tiles only; there are points
  /// for tiles of up to 6 inputs.
  package static func toomCook(taps: Int, inputs: Int) -> BilinearForm {
    let points = smallPoints.prefix(inputs - 1)
    var v = points.map { point -> [Double] in
      var power = 1.0
      return (0..<inputs).map { _ in
        defer { power *= point }
        return power
      }
    }
    v.append((0..<inputs).map { $0 == inputs - 1 ? 1 : 0 })
    let inverse = inverted(v)
    var rows = MatrixRows(Size(taps: taps, inputs: inputs))
    let outputs = inputs - taps + 1
    for point in 0..<inputs {
      // The last column that takes part stands for ∞ in A and in G.
      let isInfinite = point == inputs - 1
      let scale = inverse.map { abs($0[point]) }.max()!
      rows.append(
        { inverse[$0][point] / scale },
        { (isInfinite ? ($0 == taps - 1 ? 1 : 0) : v[point][$0]) * scale }
      ) { isInfinite ? ($0 == outputs - 1 ? 1 : 0) : v[point][$0] }
    }
    let matrices = rows.matrices
    return BilinearForm(
      taps: taps, inputs: inputs, rows: matrices,
      columns: Array(repeating: [matrices], count: matrices.rank))
  }

  /// Points in an order in which 3 taps stay precise up to tiles of 6: Barabasz et al., "Error analysis
  /// and improving the accuracy of Winograd convolution for deep neural networks", 2020.
  private static let smallPoints = [0, -1, 1, 0.5, -2]

  /// The inverse of a regular matrix, by Gauss and Jordan.
  private static func inverted(_ matrix: [[Double]]) -> [[Double]] {
    let n = matrix.count
    var rows = matrix.enumerated().map { index, row in
      row + (0..<n).map { $0 == index ? 1 : 0 }
    }
    for column in 0..<n {
      let pivot = (column..<n).max { abs(rows[$0][column]) < abs(rows[$1][column]) }!
      rows.swapAt(column, pivot)
      let factor = rows[column][column]
      rows[column] = rows[column].map { $0 / factor }
      for row in 0..<n where row != column {
        let factor = rows[row][column]
        rows[row] = zip(rows[row], rows[column]).map { $0 - factor * $1 }
      }
    }
    return rows.map { Array($0[n...]) }
  }
}

/// How many inputs and weights a form has.
private struct Size {
  let taps: Int
  let inputs: Int
  var outputs: Int { inputs - taps + 1 }
}

/// Rows of B and G and columns of A as they are found, in double precision.
private struct MatrixRows {
  private let size: Size
  private var b: [Double] = []
  private var g: [Double] = []
  private var a: [[Double]] = []

  init(_ size: Size) { self.size = size }

  mutating func append(
    _ input: (Int) -> Double, _ filter: (Int) -> Double, _ output: (Int) -> Double
  ) {
    b += (0..<size.inputs).map(input)
    g += (0..<size.taps).map(filter)
    a.append((0..<size.outputs).map(output))
  }

  var matrices: BilinearForm.Matrices {
    BilinearForm.Matrices(
      rank: a.count, input: b.map(Float.init), filter: g.map(Float.init),
      output: (0..<size.outputs).flatMap { i in a.map { Float($0[i]) } })
  }
}
