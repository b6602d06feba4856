import Testing

@testable import Kernels

@Suite struct PoolingTests {
  /// 3×3 windows with step 2 on 5×4 images of 9 channels, one row of padding.
  private let window = Window(
    images: ImageBatch(count: 2, height: 5, width: 4, channels: 9),
    kernel: Extent(height: 3, width: 3), strides: Extent(height: 2, width: 2),
    padding: Extent(height: 1, width: 1), output: Extent(height: 3, width: 2))

  /// For each scalar of the output the places of the scalars under its window.
  private var taps: [[Int]] {
    (0..<2 * 6 * 9).map { place in
      let (image, position, channel) = (place / 54, place / 9 % 6, place % 9)
      let (y, x) = (position / 2, position % 2)
      return window.kernelRows(at: y).flatMap { i in
        window.kernelColumns(at: x).map { j in
          ((image * 5 + 2 * y - 1 + i) * 4 + 2 * x - 1 + j) * 9 + channel
        }
      }
    }
  }

  private let x = scattered(2 * 5 * 4 * 9)
  private let g = scattered(2 * 6 * 9, seed: 2)

  @Test func maximaAndTheirGradients() {
    let pooling = Pooling(window: window)
    let y = filled(g.count) { pooling.maximum(input: x, output: $0) }
    #expect(y == taps.map { $0.map { x[$0] }.max() ?? .nan })
    var expected = x.map { _ in Float(0) }
    for (place, taps) in taps.enumerated() {
      if let winner = taps.first(where: { x[$0] == y[place] }) { expected[winner] += g[place] }
    }
    let dx = filled(x.count) {
      pooling.maximumGradient(input: x, output: y, outputGradient: g, inputGradient: $0)
    }
    #expect(largestDifference(dx, expected) < 1e-5)
  }

  @Test func meansAndTheirGradients() {
    let pooling = Pooling(window: window)
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

  @Test func paddingCountsInMeansIfItIsSaidTo() {
    let pooling = Pooling(window: window, countedAfter: Extent(height: 1, width: 0))
    let y = filled(g.count) { pooling.average(input: x, output: $0) }
    let means = taps.map { taps in taps.reduce(0) { $0 + x[$1] } / 9 }
    #expect(largestDifference(y, means) < 1e-5)
    var expected = x.map { _ in Float(0) }
    for (place, taps) in taps.enumerated() {
      for tap in taps { expected[tap] += g[place] / 9 }
    }
    let dx = filled(x.count) { pooling.averageGradient(outputGradient: g, inputGradient: $0) }
    #expect(largestDifference(dx, expected) < 1e-5)
  }
}
