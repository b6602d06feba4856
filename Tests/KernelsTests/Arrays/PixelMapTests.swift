import Testing

@testable import Kernels

@Suite struct PixelMapTests {
  private let map = PixelMap(
    images: ImageBatch(count: 2, height: 3, width: 2, channels: 9),
    rows: [.outside, PixelMap.Place(2), PixelMap.Place(0, 1, share: 0.25)],
    columns: [PixelMap.Place(1), PixelMap.Place(0, 1, share: 0.5), .outside, PixelMap.Place(1)])
  private let x = scattered(2 * 3 * 2 * 9)

  /// The shares of all pixels in each scalar of the result.
  private func shares() -> [[Int: Float]] {
    (0..<2 * 3 * 4 * 9).map { place in
      let (pixel, c) = place.quotientAndRemainder(dividingBy: 9)
      let (row, column) = (map.rows[pixel / 4 % 3], map.columns[pixel % 4])
      var found: [Int: Float] = [:]
      if row.first < 0 || column.first < 0 { return found }
      for (i, a) in [(row.first, 1 - row.share), (row.second, row.share)] {
        for (j, b) in [(column.first, 1 - column.share), (column.second, column.share)] {
          found[((pixel / 12 * 3 + i) * 2 + j) * 9 + c, default: 0] += a * b
        }
      }
      return found
    }
  }

  @Test func resultsAreMixtures() {
    let y = filled(2 * 3 * 4 * 9) { map.apply(x, into: $0) }
    let expected = shares().map { $0.reduce(Float(0)) { $0 + x[$1.key] * $1.value } }
    #expect(largestDifference(y, expected) < 1e-6)
  }

  @Test func gradientsGoBackToTheirPixels() {
    let g = scattered(2 * 3 * 4 * 9, seed: 2)
    var expected = x.map { _ in Float(0) }
    for (place, shares) in shares().enumerated() {
      for (pixel, share) in shares { expected[pixel] += share * g[place] }
    }
    let dx = filled(x.count) { map.gradient(g, into: $0) }
    #expect(largestDifference(dx, expected) < 1e-5)
  }
}
