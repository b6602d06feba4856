import Testing

@testable import Kernels

/// What `body` makes of an image whose channels lie one after another.
func changed(
  _ scalars: [Float], height: Int, width: Int, _ body: (PlanarImage) -> Void
) -> [Float] {
  let channels = scalars.count / (height * width)
  return filled(scalars.count) { y in
    y.update(from: scalars, count: scalars.count)
    body(
      PlanarImage(
        scalars: y, layout: PixelLayout(height: height, width: width, channels: channels)))
  }
}

@Suite struct PlanarImageTests {
  @Test func rowsOfPixelsBecomeRowsOfPlanes() {
    let found = changed([Float](repeating: 9, count: 12), height: 2, width: 2) { image in
      let pixels: [SIMD4<Float>] = [[1, 2, 3, 4], [5, 6, 7, 8]]
      pixels.withUnsafeBufferPointer { image.write(row: 1, $0.baseAddress!) }
    }
    #expect(found == [9, 9, 1, 5, 9, 9, 2, 6, 9, 9, 3, 7])
  }

  @Test(arguments: [(1, 1), (2, 5), (3, 8), (4, 19)])
  func meansAreOfOneChannel(height: Int, width: Int) {
    let x = scattered(3 * height * width)
    _ = changed(x, height: height, width: width) { image in
      for channel in 0..<3 {
        let plane = x[channel * image.size..<(channel + 1) * image.size].map { Double($0) }
        let expected = plane.reduce(0, +) / Double(plane.count)
        #expect(abs(Double(image.mean(ofChannel: channel)) - expected) < 1e-5)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func channelsOfAPixelComeTogetherWithTheirScale(channels: Int) {
    let x = scattered(channels * 15)
    let (scale, shift) = (scattered(channels, seed: 2), scattered(channels, seed: 3))
    _ = changed(x, height: 3, width: 5) { image in
      let found = filled(x.count) { image.interleave(scale: scale, shift: shift, into: $0) }
      let expected = (0..<x.count).map { i in
        let (pixel, channel) = i.quotientAndRemainder(dividingBy: channels)
        return x[channel * 15 + pixel] * scale[channel] + shift[channel]
      }
      #expect(largestDifference(found, expected) < 1e-6)
    }
  }
}
