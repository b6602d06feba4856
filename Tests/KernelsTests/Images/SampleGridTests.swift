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

  @Test func aMirrorStandsAtTheOutermostPixels() {
    // … 2 1 | 0 1 2 3 | 2 1 0 1 …
    let expected: [(Float, Float)] = [
      (-1, 1), (-3, 3), (-4, 2), (-6.5, 0.5), (1.25, 1.25), (3.5, 2.5), (6, 0), (7, 1), (12, 0),
    ]
    for (place, shown) in expected {
      #expect(Fixed(place).reflected(in: 4).units == Fixed(shown).units)
    }
    #expect(Fixed(-3.5).reflected(in: 1).units == 0 && Fixed(2).reflected(in: 1).units == 0)
  }

  @Test func colorsAreSampledAsGrayIs() {
    let scalars = scattered(8 * 9)
    let map = AffineMap(xx: 0.8, xy: 0.3, yx: -0.2, yy: 1.1, x: 0.4, y: -0.3)
    let gray = scalars.withPointer { plane in
      filled(5) { line in
        line.initialize(repeating: 0, count: 5)
        let image = PaddedImage(pixels: plane + 2 * 9 + 2, height: 4, width: 5, stride: 9)
        SampleGrid(source: image, columns: 5, taps: 2, apart: 0.5, map: map)
          .add(at: 0.5, displaced: nil, share: 0.25, to: line, step: 1)
      }
    }
    let colors = scalars.map { SIMD4($0, 2 * $0, 0, $0) }
    var line = [SIMD4<Float>](repeating: .zero, count: 5)
    colors.withUnsafeBufferPointer { plane in
      let image = PaddedImage(
        pixels: plane.baseAddress! + 2 * 9 + 2, height: 4, width: 5, stride: 9)
      SampleGrid(source: image, columns: 5, taps: 2, apart: 0.5, map: map)
        .add(at: 0.5, displaced: nil, share: 0.25, to: &line)
    }
    #expect(line.map(\.x) == gray && line.map(\.y) == gray.map { 2 * $0 })
    #expect(line.allSatisfy { $0.z == 0 })
  }
}
