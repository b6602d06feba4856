import Testing

@testable import Kernels

@Suite struct SourceImageTests {
  private let layout = PixelLayout(height: 2, width: 2, channels: 3)
  private let bytes = (1...12).map { UInt8($0) }

  private func withSources(_ body: (SourceImage) -> Void) {
    bytes.withUnsafeBufferPointer {
      body(SourceImage(pixels: .bytes($0.baseAddress!), layout: layout))
    }
    bytes.map { Float($0) }.withPointer {
      body(SourceImage(pixels: .scalars($0), layout: layout))
    }
  }

  @Test func aChannelIsCopiedRowByRow() {
    withSources { source in
      let found = filled(5) { y in
        y.initialize(repeating: 0, count: 5)
        source.copy(channel: 2, into: y, stride: 3)
      }
      #expect(found == [3, 6, 0, 9, 12])
    }
  }

  @Test func colorsAreCopiedOfTheRowsAskedFor() {
    withSources { source in
      var plane = [SIMD4<Float>](repeating: [7, 7, 7, 7], count: 5)
      plane.withUnsafeMutableBufferPointer {
        source.copyColors(rows: 1..<2, into: $0.baseAddress!, stride: 3)
      }
      #expect(plane[3] == [7, 8, 9, 0] && plane[4] == [10, 11, 12, 0])
      #expect(plane[0...2].allSatisfy { $0.x == 7 && $0.w == 7 })
    }
  }

  @Test func aByteIsAPartOf255() {
    withSources { source in
      guard case .bytes = source.pixels else { return #expect(source.unit == 1) }
      #expect(source.unit == Float(1) / 255)
    }
  }
}
