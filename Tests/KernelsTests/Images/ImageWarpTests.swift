import Testing

@testable import Kernels

@Suite struct ImageWarpTests {
  private let x: [Float] = (0..<5 * 4 * 2).map { Float($0 % 11) / 11 }

  private func warped(
    _ distortion: ImageWarp.Distortion, height: Int = 5, width: Int = 4
  ) -> [Float] {
    let warp = ImageWarp(height: 5, width: 4, targetHeight: height, targetWidth: width)
    return filled(height * width * 2) {
      warp(x, channels: 2, distortions: [distortion], into: $0)
    }
  }

  @Test func withoutADistortionAllStays() {
    #expect(largestDifference(warped(.none), x) < 1e-4)
  }

  @Test func aShiftMovesPixelsAndBringsZeros() {
    var map = AffineMap.identity
    (map.x, map.y) = (1, 2)
    let expected = (0..<40).map { place -> Float in
      let (row, column, channel) = (place / 8 + 2, place / 2 % 4 + 1, place % 2)
      return row < 5 && column < 4 ? x[(row * 4 + column) * 2 + channel] : 0
    }
    #expect(largestDifference(warped(.init(map: map)), expected) < 1e-4)
  }

  @Test func aQuarterTurn() {
    let x = scattered(9)
    let warp = ImageWarp(height: 3, width: 3, targetHeight: 3, targetWidth: 3)
    // A target's pixel (u, v) comes from (−v, u).
    let map = AffineMap(xx: 0, xy: -1, yx: 1, yy: 0, x: 0, y: 0)
    let found = filled(9) { warp(x, channels: 1, distortions: [.init(map: map)], into: $0) }
    #expect(largestDifference(found, (0..<9).map { x[$0 % 3 * 3 + 2 - $0 / 3] }) < 1e-4)
  }

  @Test func aSmallerTargetTakesMeans() {
    let bytes = [UInt8](repeating: 51, count: 8 * 8)
    let warp = ImageWarp(height: 8, width: 8, targetHeight: 2, targetWidth: 2)
    let found = bytes.withUnsafeBufferPointer { bytes in
      filled(4) { warp(bytes: bytes, indices: [0], distortions: [.none], into: $0) }
    }
    #expect(largestDifference(found, [0.2, 0.2, 0.2, 0.2]) < 1e-4)
  }

  @Test func aFieldOfNoAmplitudeMovesNothing() {
    let field = DisplacementField(amplitude: 0, spacing: 0.3, random: SplitMix64(state: 1))
    #expect(largestDifference(warped(.init(map: .identity, field: field)), x) < 1e-3)
    #expect(warped(.init(map: .identity, thickening: 1)) != x)
  }
}

extension ImageWarp {
  /// Image i of `x`, of `channels` scalars a pixel, through `distortions[i]` to image i of `y`.
  fileprivate func callAsFunction(
    _ x: [Float], channels: Int, distortions: [Distortion], into y: UnsafeMutablePointer<Float>
  ) {
    let layout = PixelLayout(height: source.height, width: source.width, channels: channels)
    x.withPointer {
      ChangedImages(layout, size: target)($0, changes: distortions.map { ImageChange($0) }, into: y)
    }
  }

  /// Gray image `indices[i]` of `x` through `distortions[i]` to image i of `y`.
  fileprivate func callAsFunction(
    bytes x: UnsafeBufferPointer<UInt8>, indices: [Int], distortions: [Distortion],
    into y: UnsafeMutablePointer<Float>
  ) {
    let layout = PixelLayout(height: source.height, width: source.width, channels: 1)
    ChangedImages(layout, size: target)(
      bytes: x, indices: indices, changes: distortions.map { ImageChange($0) }, into: y)
  }
}
