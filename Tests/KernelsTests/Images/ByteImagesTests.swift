import Testing

@testable import Kernels

@Suite struct ByteImagesTests {
  @Test func inverts() {
    let found = [0, 1, 255].withUnsafeBufferPointer { x in bytes(3) { invert(x, into: $0) } }
    #expect(found == [255, 254, 0])
  }

  @Test func takesBlocks() {
    let found = [1, 2, 3, 4].withUnsafeBufferPointer { x in
      bytes(6) { gatherBytes(x, indices: [1, 1, 0], width: 2, into: $0) }
    }
    #expect(found == [3, 4, 3, 4, 1, 2])
  }

  @Test func grayIsTheLumaOfTheColor() {
    let colors: [UInt8] = [255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]
    #expect(bytes(5) { gray(ofRGB: colors, count: 5, into: $0) } == [255, 0, 76, 150, 29])
  }
}
