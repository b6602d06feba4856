import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct PlannedConvolutionTests {
  @Test func anUnfoldedOneMultipliesEachPatch() {
    let convolution = PlannedConvolution(Conv2D(4, kernel: 3), on: [2, 8, 8, 1])
    #expect(convolution.planes == 0 && convolution.tile == nil)
    #expect(convolution.multiplyAdds == 2 * 36 * 9 * 4)
    let (images, results, weights) = (2 * 64, 2 * 36 * 4, 9 * 4)
    #expect(convolution.forwardWork.scalars == Double(images + results + weights))
  }

  @Test func groupsDivideTheWork() {
    let convolution = PlannedConvolution(
      Conv2D(4, kernel: 1, groups: 2), on: [1, 3, 3, 6])
    #expect(convolution.multiplyAdds == 9 * 6 * 4 / 2)
  }

  @Test func toomAndCooksCountsItsPlanes() {
    let convolution = PlannedConvolution(
      Conv2D(64, kernel: 3, padding: .same), on: [80, 14, 14, 16])
    #expect(convolution.tile == 6 && convolution.planes == 36)
    #expect(convolution.tiles == (4, 4))
    #expect(convolution.multiplyAdds == 36 * 80 * 16 * 16 * 64)
  }

  /// The 7×7 layer of the blog's network, whose planes Documentation/Design.md counts.
  @Test func theFourierFormCountsItsPlanesAndTransforms() {
    let convolution = PlannedConvolution(Conv2D(128, kernel: 7), on: [64, 48, 48, 64])
    #expect(convolution.tile == 20 && convolution.planes == 598)
    #expect(convolution.planeMultiplyAdds == 598 * 64 * 9 * 64 * 128)
    let rows = 20 * 64 * 3 * (20 * 48 * 64 + 14 * 14 * 3 * 128)
    let columns = (2 * 29 + 9 * 120) * 64 * 9 * (20 * 64 + 14 * 128)
    let filters = (20 * 7 + 2 * 29 + 9 * 120) * 7 * 64 * 128
    #expect(
      convolution.multiplyAdds == convolution.planeMultiplyAdds + Double(rows + columns + filters))
  }

  @Test func dataGetNoGradient() {
    let convolution = PlannedConvolution(Conv2D(4, kernel: 3), on: [2, 8, 8, 1])
    let (all, weights) = (
      convolution.backwardWork(hasInputGradient: true),
      convolution.backwardWork(hasInputGradient: false)
    )
    #expect(all.multiplyAdds == 2 * weights.multiplyAdds)
    #expect(all.scalars - weights.scalars == 2 * 64)
  }
}
