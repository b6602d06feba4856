#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A bilinear algorithm for the correlation of `inputs` scalars x with `taps` weights w:
/// `y = A [(G w) ⊙ (B x)]`, exact for its `inputs − taps + 1` outputs.
///
/// In two dimensions the form nests, `Y = A [(G W Gᵀ) ⊙ (B X Bᵀ)] Aᵀ`, and summed over channels the
/// elementwise product becomes one matrix product for each of rank² planes. Winograd's algorithms
/// (Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016) and the discrete
/// Fourier transform are both of this form.
package struct BilinearForm: Sendable {
  /// The number of weights, k.
  package let taps: Int
  /// The number of inputs of a tile, t.
  package let inputs: Int
  /// The number of outputs of a tile, m = t − k + 1.
  package let outputs: Int
  /// The number of products, R.
  package let rank: Int
  /// B, `[rank, inputs]`.
  let inputTransform: [Float]
  /// G, `[rank, taps]`.
  let filterTransform: [Float]
  /// A, `[outputs, rank]`.
  let outputTransform: [Float]

  /// The discrete Fourier transform of length `inputs` with each complex product done in three real
  /// ones (Gauss), the sums folded into the matrices.
  ///
  /// Frequency f of x is a + i b and of the weights, conjugated, c + i d. The rows (a + b) · c,
  /// a · (d − c) and b · (c + d) give the product's parts, which the columns of A transform back.
  package static func fourier(taps: Int, inputs: Int) -> BilinearForm {
    var rows = Rows(taps: taps, inputs: inputs)
    let scale = 1 / Double(inputs)
    rows.append({ _ in 1 }, { _ in 1 }, { _ in scale })
    for frequency in 1..<max(1, (inputs + 1) / 2) {
      let step = 2 * Double.pi * Double(frequency) / Double(inputs)
      func cosine(_ j: Int) -> Double { cos(step * Double(j)) }
      func sine(_ j: Int) -> Double { sin(step * Double(j)) }
      rows.append(
        { cosine($0) - sine($0) }, cosine, { 2 * scale * (cosine($0) - sine($0)) })
      rows.append(cosine, { sine($0) - cosine($0) }, { -2 * scale * sine($0) })
      rows.append({ -sine($0) }, { cosine($0) + sine($0) }, { -2 * scale * cosine($0) })
    }
    if inputs.isMultiple(of: 2) {
      func sign(_ j: Int) -> Double { j.isMultiple(of: 2) ? 1 : -1 }
      rows.append(sign, sign, { scale * sign($0) })
    }
    return rows.form
  }

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
    var rows = Rows(taps: taps, inputs: inputs)
    let outputs = inputs - taps + 1
    for point in 0..<inputs {
      // The last column that takes part stands for ∞ in A and in G.
      let isInfinite = point == inputs - 1
      let scale = inverse.map { abs($0[point]) }.max()!
      rows.append(
        { inverse[$0][point] / scale },
        { (isInfinite ? ($0 == taps - 1 ? 1 : 0) : v[point][$0]) * scale },
        { isInfinite ? ($0 == outputs - 1 ? 1 : 0) : v[point][$0] })
    }
    return rows.form
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

  /// Rows of B and G and columns of A as they are found, in double precision.
  private struct Rows {
    let taps: Int
    let inputs: Int
    private var b: [Double] = []
    private var g: [Double] = []
    private var a: [[Double]] = []

    init(taps: Int, inputs: Int) {
      self.taps = taps
      self.inputs = inputs
    }

    mutating func append(
      _ input: (Int) -> Double, _ filter: (Int) -> Double, _ output: (Int) -> Double
    ) {
      b += (0..<inputs).map(input)
      g += (0..<taps).map(filter)
      a.append((0...inputs - taps).map(output))
    }

    var form: BilinearForm {
      let outputs = inputs - taps + 1
      return BilinearForm(
        taps: taps, inputs: inputs, outputs: outputs, rank: a.count,
        inputTransform: b.map(Float.init), filterTransform: g.map(Float.init),
        outputTransform: (0..<outputs).flatMap { i in a.map { Float($0[i]) } })
    }
  }
}
