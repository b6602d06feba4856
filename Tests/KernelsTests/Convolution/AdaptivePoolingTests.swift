import Testing

@testable import Kernels

@Suite struct AdaptivePoolingTests {
  @Test func bins() {
    func bins(_ count: Int, _ size: Int) -> [Range<Int>] {
      (0..<count).map { AdaptivePooling.bin($0, of: count, size: size) }
    }
    #expect(bins(3, 6) == [0..<2, 2..<4, 4..<6])
    #expect(bins(3, 5) == [0..<2, 1..<4, 3..<5])
    #expect(bins(3, 2) == [0..<1, 0..<2, 1..<2])
  }

  @Test func meansAndTheirGradients() {
    let pooling = AdaptivePooling(
      images: ImageBatch(count: 2, height: 5, width: 4, channels: 9),
      output: Extent(height: 3, width: 3))
    let (x, g) = (scattered(2 * 5 * 4 * 9), scattered(2 * 9 * 9, seed: 2))
    /// For each scalar of the output the places of the scalars in its bin.
    let taps = g.indices.map { place in
      let (image, position, channel) = (place / 81, place / 9 % 9, place % 9)
      return AdaptivePooling.bin(position / 3, of: 3, size: 5).flatMap { row in
        AdaptivePooling.bin(position % 3, of: 3, size: 4).map { column in
          ((image * 5 + row) * 4 + column) * 9 + channel
        }
      }
    }
    let y = filled(g.count) { pooling.average(input: x, output: $0) }
    let means = taps.map { taps in taps.reduce(0) { $0 + x[$1] } / Float(taps.count) }
    #expect(largestDifference(y, means) < 1e-5)
    var expected = x.map { _ in Float(0) }
    for (place, taps) in taps.enumerated() {
      for tap in taps { expected[tap] += g[place] / Float(taps.count) }
    }
    let dx = filled(x.count) { pooling.averageGradient(outputGradient: g, inputGradient: $0) }
    #expect(largestDifference(dx, expected) < 1e-5)
  }
}
