import Testing

@testable import Kernels

@Suite struct BilinearFormTests {
  /// In one dimension, by the matrices of the rows: y = A [(G w) ⊙ (B x)] of the Toom–Cook form.
  @Test(arguments: [4, 6])
  func toomAndCooksPointsCorrelate(_ inputs: Int) {
    let form = BilinearForm.toomCook(taps: 3, inputs: inputs)
    #expect(form.outputs == inputs - 2)
    let (x, w) = (scattered(inputs), scattered(3, seed: 2))
    let products = zip(
      product(form.rows.filter, w, columns: 3), product(form.rows.input, x, columns: inputs)
    ).map { $0 * $1 }
    let found = product(form.rows.output, products, columns: form.rows.rank)
    let expected = (0..<form.outputs).map { y in (0..<3).reduce(0) { $0 + w[$1] * x[y + $1] } }
    #expect(largestDifference(found, expected) < 1e-4)
  }

  @Test func theFourierFormHasAbout3HalvesOfThePlanes() {
    let form = BilinearForm.fourier(taps: 3, inputs: 8)
    #expect(form.planes == BilinearSize.fourier(8).planes)
    #expect(form.planes < 8 * 8 * 3 / 2)
  }

  private func product(_ matrix: [Float], _ x: [Float], columns: Int) -> [Float] {
    stride(from: 0, to: matrix.count, by: columns).map { row in
      (0..<columns).reduce(0) { $0 + matrix[row + $1] * x[$1] }
    }
  }
}
