import Testing

@testable import Kernels

@Suite struct FilteredResizeTests {
  private func resized(
    _ x: [UInt8], _ layout: PixelLayout, to size: (height: Int, width: Int),
    part: (rows: Range<Int>, columns: Range<Int>)? = nil, filter: ResizeFilter = .area
  ) -> [UInt8] {
    let part = part ?? (0..<size.height, 0..<size.width)
    let resize = FilteredResize(layout, to: size, part: part, filter: filter)
    let count = x.count / layout.count * part.rows.count * part.columns.count * layout.channels
    return x.withUnsafeBufferPointer { x in bytes(count) { resize(x, into: $0) } }
  }

  @Test func shrinkingTakesMeansOfAreas() {
    let square = PixelLayout(height: 2, width: 2)
    #expect(resized([0, 100, 200, 40, 10, 10, 20, 20], square, to: (1, 1)) == [85, 15])
    // Two thirds of a pixel and a third of the next.
    #expect(resized([0, 90, 180], PixelLayout(height: 1, width: 3), to: (1, 2)) == [30, 150])
  }

  @Test func growingRunsStraightBetweenCenters() {
    for filter in [ResizeFilter.area, .triangle] {
      let line = PixelLayout(height: 1, width: 2)
      #expect(resized([0, 100], line, to: (1, 4), filter: filter) == [0, 25, 75, 100])
      #expect(
        resized([7], PixelLayout(height: 1, width: 1), to: (2, 2), filter: filter)
          == [7, 7, 7, 7])
    }
  }

  @Test func aPartIsWhatTheWholeHasThere() {
    let layout = PixelLayout(height: 9, width: 11, channels: 3)
    let x: [UInt8] = (0..<layout.count).map { UInt8(($0 * 97) % 256) }
    for filter in [ResizeFilter.area, .triangle, .cubic] {
      let whole = resized(x, layout, to: (6, 14), filter: filter)
      let part = resized(x, layout, to: (6, 14), part: (2..<5, 4..<11), filter: filter)
      var expected: [UInt8] = []
      for row in 2..<5 { expected += whole[(row * 14 + 4) * 3..<(row * 14 + 11) * 3] }
      #expect(part == expected)
    }
  }

  @Test func channelsAreResizedApart() {
    let gray = PixelLayout(height: 8, width: 5)
    let planes: [[UInt8]] = (0..<3).map { plane in
      (0..<40).map { UInt8(($0 * 41 + plane * 77) % 256) }
    }
    let mixed: [UInt8] = (0..<40).flatMap { pixel in planes.map { $0[pixel] } }
    for filter in [ResizeFilter.area, .triangle, .cubic] {
      let found = resized(
        mixed, PixelLayout(height: 8, width: 5, channels: 3), to: (3, 4), filter: filter)
      for (channel, plane) in planes.enumerated() {
        let expected = resized(plane, gray, to: (3, 4), filter: filter)
        for (pixel, value) in expected.enumerated() {
          let difference = Int(found[3 * pixel + channel]) - Int(value)
          #expect(abs(difference) <= 1)
        }
      }
    }
  }

  @Test func aMaskAndAStride() {
    let resize = FilteredResize(
      PixelLayout(height: 2, width: 2), to: (2, 2), part: (0..<2, 0..<2), filter: .area,
      mask: 255)
    let found = bytes(5) { target in
      target.initialize(repeating: 9, count: 5)
      resize([0, 155, 1, 254], into: target, stride: 3)
    }
    #expect(found == [255, 100, 9, 254, 1])
  }
}
