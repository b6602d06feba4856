import Testing

@testable import Kernels

@Suite struct ChangedImagesTests {
  private let layout = PixelLayout(height: 6, width: 5, channels: 3)
  private var x: [Float] { (0..<2 * layout.count).map { Float($0 * 31 % 97) / 97 } }

  private func changed(
    _ x: [Float], _ changes: [ImageChange], size: ImageSize? = nil, values: ChannelScale? = nil
  ) -> [Float] {
    let size = size ?? layout.size
    return x.withPointer { x in
      filled(changes.count * size.pixels * 3) {
        ChangedImages(layout, size: size, values: values)(x, changes: changes, into: $0)
      }
    }
  }

  @Test func withoutAChangeAllStays() {
    #expect(largestDifference(changed(x, [.none, .none]), x) < 1e-5)
  }

  @Test func eachImageHasItsChange() {
    var shifted = ImageChange.none
    shifted.warp.map.x = 1
    let found = changed(x, [shifted, ImageChange(.none, steps: [.brightness(0)])])
    for i in 0..<90 {
      let expected = i / 3 % 5 < 4 ? x[i + 3] : 0
      #expect(abs(found[i] - expected) < 1e-5)
    }
    #expect(found[90...].allSatisfy { $0 == 0 })
  }

  @Test func stepsAreTakenInTheirOrder() {
    let two = [ImageStep.brightness(2), .brightness(0.5)]
    let found = changed(x, [ImageChange(.none, steps: two)])
    for i in 0..<90 { #expect(abs(found[i] - min(x[i], 0.5)) < 1e-5) }
  }

  @Test func valuesAreScaledInTheEnd() {
    let values = ChannelScale(scale: [2, 3, 4], shift: [-1, 0, 1])
    let found = changed(x, [.none], values: values)
    for i in 0..<90 {
      #expect(abs(found[i] - x[i] * values.scale[i % 3] - values.shift[i % 3]) < 1e-5)
    }
  }

  @Test func aPartFillsTheTarget() {
    // The four pixels from row 2 and column 1 on.
    var change = ImageChange.none
    change.warp.area = ImageSize(height: 2, width: 2)
    (change.warp.map.x, change.warp.map.y) = (-0.5, 0)
    let size = ImageSize(height: 2, width: 2)
    let found = changed(x, [change], size: size)
    let first = [2 * 5 + 1, 2 * 5 + 2, 3 * 5 + 1, 3 * 5 + 2].map { 3 * $0 }
    let expected = first.flatMap { x[$0..<$0 + 3] }
    #expect(largestDifference(found, expected) < 1e-5)
  }

  @Test func aLargePartTakesMeans() {
    var change = ImageChange.none
    change.warp.area = ImageSize(height: 6, width: 4)
    change.warp.map.x = 0.5
    let found = changed(x, [change], size: ImageSize(height: 3, width: 2))
    for (row, column, channel) in [(0, 0, 0), (1, 1, 1), (2, 0, 2)] {
      var sum: Float = 0
      for (down, right) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let pixel = (2 * row + down) * 5 + 1 + 2 * column + right
        sum += x[pixel * 3 + channel]
      }
      let mean = found[(row * 2 + column) * 3 + channel]
      #expect(abs(mean - sum / 4) < 1e-5)
    }
  }

  @Test func bytesOfEachIndexAreTaken() {
    let bytes = (0..<2 * layout.count).map { UInt8($0 * 31 % 251) }
    let found = bytes.withUnsafeBufferPointer { bytes in
      filled(3 * layout.count) {
        ChangedImages(layout, size: layout.size)(
          bytes: bytes, indices: [1, 0, 1], changes: [.none, .none, .none], into: $0)
      }
    }
    let images = (0..<2).map { image in (0..<90).map { Float(bytes[image * 90 + $0]) / 255 } }
    #expect(largestDifference(found, images[1] + images[0] + images[1]) < 1e-5)
  }
}
