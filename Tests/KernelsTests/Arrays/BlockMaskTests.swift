import Testing

@testable import Kernels

@Suite struct BlockMaskTests {
  @Test func eachSeedIsABlockOfZeros() {
    let images = ImageBatch(count: 2, height: 4, width: 5, channels: 3)
    // Positions: 3 × 4.
    let seeds = (0..<2 * 12 * 3).map { Float($0 % 7 == 0 ? 1 : 0) }
    let found = filled(2 * 20 * 3) {
      maskBlocks(seeds: seeds, size: 2, images: images, into: $0)
    }
    let expected = (0..<2 * 20 * 3).map { place -> Float in
      let (image, pixel, channel) = (place / 60, place / 3 % 20, place % 3)
      let (row, column) = (pixel / 5, pixel % 5)
      let covering = [(0, 0), (0, 1), (1, 0), (1, 1)].filter { offset in
        let (top, left) = (row - offset.0, column - offset.1)
        guard (0..<3).contains(top), (0..<4).contains(left) else { return false }
        return seeds[((image * 3 + top) * 4 + left) * 3 + channel] == 1
      }
      return covering.isEmpty ? 1 : 0
    }
    #expect(found == expected)
  }
}
