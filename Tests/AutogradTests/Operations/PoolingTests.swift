import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct PoolingTests {
  @Test(arguments: [Padding.valid, .same, .zeros(1)], [(2, 2), (3, 2), (2, 1), (2, 3)])
  func gradients(_ padding: Padding, _ sizes: (Int, Int)) {
    let window = SlidingWindow(
      kernel: (sizes.0, sizes.0), strides: (sizes.1, sizes.1), padding: padding)
    let images = [distinct([2, 5, 6, 2])]
    expectDifferentiable(at: images) { $0[0].maxPooled(window) }
    expectDifferentiable(at: images) { $0[0].averagePooled(window) }
    expectDifferentiable(at: images) { $0[0].averagePooled(window, countsPadding: true) }
    expectDifferentiable(at: images) { $0[0].globalAveragePooled() }
  }

  @Test func nanWinsAMaximum() {
    let images = Tensor([1, .nan, 3, 4, 5, 6, 7, 8], shape: [1, 2, 4, 1])
    let pooled = images.maxPooled(SlidingWindow(kernel: (2, 2), strides: (2, 2)))
    #expect(pooled[scalarAt: 0, 0, 0, 0].isNaN)
    #expect(pooled[scalarAt: 0, 0, 1, 0] == 8)
  }

  /// Padding before the image alone, so that there are as many positions as if windows tiled it.
  @Test func whatNoWindowReachesGetsNoGradient() {
    let window = SlidingWindow(
      kernel: (2, 2), strides: (2, 2), padding: .zeros(top: 1, left: 1, bottom: 0, right: 0))
    let slopes = gradient(at: [distinct([1, 4, 4, 1])]) { $0[0].maxPooled(window).sum() }
    #expect(slopes[0].sum().item == 4)
    #expect(slopes[0].slice(3..<4, axis: 1) == .zeros([1, 1, 4, 1]))
  }

  @Test func stopsAtPaddingAsLargeAsTheWindow() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 3, 3, 1]).averagePooled(
        SlidingWindow(kernel: (2, 2), padding: .zeros(2)))
    }
    #expect(
      message(of: result).contains(
        "averagePooled: pooling needs a window larger than the padding on each side"))
  }

  @Test func stopsAtAWindowThatDoesNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 3, 3, 1]).maxPooled(SlidingWindow(kernel: (4, 4)))
    }
    #expect(
      message(of: result).contains("maxPooled: a 4×4 window does not fit images [1, 3, 3, 1]"))
  }
}
