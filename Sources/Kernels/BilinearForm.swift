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
