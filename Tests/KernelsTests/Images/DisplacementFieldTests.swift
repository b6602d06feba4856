import Testing

@testable import Kernels

@Suite struct DisplacementFieldTests {
  /// The displacements along x in pixels, row by row.
  private func displacements(seed: UInt64) -> [[Float]] {
    let field = DisplacementField(
      amplitude: 0.1, spacing: 0.2, random: SplitMix64(state: seed))
    var rows: [[Float]] = []
    field.withRows(rows: 40, columns: 40, taps: 1, height: 40, width: 40) { field in
      for number in 0..<40 {
        let row = field.displacements(ofRow: number)
        rows.append((0..<40).map { row.x[$0] / 0x1p16 })
      }
    }
    return rows
  }

  @Test func isAsLargeAsItsAmplitude() {
    let all = (1...40).flatMap { displacements(seed: UInt64($0)).joined() }
    let square = all.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(all.count)
    // A tenth of 40 pixels.
    #expect(abs(square.squareRoot() - 4) < 0.4)
  }

  @Test func isSmooth() {
    for row in displacements(seed: 7) {
      for (a, b) in zip(row, row.dropFirst()) { #expect(abs(a - b) < 3) }
    }
  }

  @Test func isTheSameForASeed() {
    #expect(displacements(seed: 1) == displacements(seed: 1))
    #expect(displacements(seed: 1) != displacements(seed: 2))
  }
}
