import Testing

@testable import Kernels

@Suite struct ResamplingTests {
  private func resized(
    _ x: [UInt8], _ height: Int, _ width: Int, to target: (height: Int, width: Int)
  ) -> [UInt8] {
    let resampling = Resampling(
      height: height, width: width, targetHeight: target.height, targetWidth: target.width)
    return x.withUnsafeBufferPointer { x in
      bytes(x.count / (height * width) * target.height * target.width) {
        resampling(x, count: x.count / (height * width), into: $0)
      }
    }
  }

  @Test func shrinkingTakesMeansOfAreas() {
    #expect(resized([0, 100, 200, 40, 10, 10, 20, 20], 2, 2, to: (1, 1)) == [85, 15])
    // Two thirds of a pixel and a third of the next.
    #expect(resized([0, 90, 180], 1, 3, to: (1, 2)) == [30, 150])
  }

  @Test func growingRunsStraightBetweenCenters() {
    #expect(resized([0, 100], 1, 2, to: (1, 4)) == [0, 25, 75, 100])
    #expect(resized([7], 1, 1, to: (2, 2)) == [7, 7, 7, 7])
  }

  @Test func aMaskAndAStride() {
    let resampling = Resampling(height: 1, width: 2, targetHeight: 1, targetWidth: 2)
    #expect(
      bytes(2) { resampling.resize([0, 155], mask: 255, into: $0, stride: 9) } == [255, 100])
  }
}
