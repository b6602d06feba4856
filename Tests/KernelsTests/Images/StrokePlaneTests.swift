import Testing

@testable import Kernels

@Suite struct StrokePlaneTests {
  /// A 5×5 image with one dot in the middle, thickened.
  private func thickened(by distance: Float, from pixels: [Float]) -> [Float] {
    let stride = 7
    return filled(2 * 49) { scratch in
      scratch.initialize(repeating: 0, count: 98)
      let first = scratch + stride + 1
      for i in 0..<25 { first[i / 5 * stride + i % 5] = pixels[i] }
      let plane = StrokePlane(
        pixels: first, scratch: first + 49, height: 5, width: 5, stride: stride
      ).thickened(by: distance)
      let result = (0..<25).map { plane.pixels[$0 / 5 * stride + $0 % 5] }
      for i in 0..<25 { scratch[i] = result[i] }
    }.prefix(25).map { $0 }
  }

  private let dot: [Float] = (0..<25).map { $0 == 12 ? 1 : 0 }

  @Test func aStepMakesACrossAndTwoMakeAnOctagon() {
    let cross = thickened(by: 1, from: dot)
    #expect(cross.indices.filter { cross[$0] == 1 } == [7, 11, 12, 13, 17])
    let octagon = thickened(by: 2, from: dot)
    #expect(octagon.filter { $0 == 1 }.count == 21)
    #expect([0, 4, 20, 24].allSatisfy { octagon[$0] == 0 })
  }

  @Test func aPartOfAStepIsAsGray() {
    let half = thickened(by: 0.5, from: dot)
    #expect(half[7] == 0.5 && half[12] == 1 && half[6] == 0)
  }

  @Test func thinningTakesAway() {
    let cross = thickened(by: 1, from: dot)
    #expect(thickened(by: -1, from: cross) == dot)
    #expect(thickened(by: 0, from: cross) == cross)
  }
}
