import Testing

@testable import Kernels

@Suite struct SampleGridTests {
  @Test func coordinatesHaveAWholePartAndAFraction() {
    #expect(Fixed(2.75).whole == 2 && Fixed(2.75).fraction == 0.75)
    #expect(Fixed(-0.25).whole == -1 && Fixed(-0.25).fraction == 0.75)
    #expect((Fixed(1.5) + Fixed(2.25)).units == Fixed(3.75).units)
    #expect(Fixed(1.5).times(Fixed(0.5)).units == Fixed(0.75).units)
    #expect(Fixed(99).clamped(to: 5).whole == 5 && Fixed(-99).clamped(to: 5).whole == -1)
  }

  @Test func samplesLieBetweenPixels() {
    // 1×2 pixels, 8 and 4, with two rows and columns of zeros around them.
    var plane = [Float](repeating: 0, count: 5 * 6)
    (plane[14], plane[15]) = (8, 4)
    var map = AffineMap.identity
    map.x = 0.25
    let found = plane.withPointer { plane in
      filled(2) { line in
        line.initialize(repeating: 0, count: 2)
        let image = PaddedImage(pixels: plane + 14, height: 1, width: 2, stride: 6)
        SampleGrid(source: image, columns: 2, taps: 1, apart: 1, map: map)
          .add(at: 0, displaced: nil, share: 0.5, to: line, step: 1)
      }
    }
    #expect(largestDifference(found, [3.5, 1.5]) < 1e-3)
  }
}
