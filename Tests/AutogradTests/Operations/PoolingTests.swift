import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct PoolingTests {
  @Test(arguments: [Padding.valid, .same], [(2, 2), (3, 2), (2, 1), (2, 3)])
  func gradients(_ padding: Padding, _ sizes: (Int, Int)) {
    let window = SlidingWindow(
      kernel: (sizes.0, sizes.0), strides: (sizes.1, sizes.1), padding: padding)
    let images = [distinct([2, 5, 6, 2])]
    expectDifferentiable(at: images) { $0[0].maxPooled(window) }
    expectDifferentiable(at: images) { $0[0].averagePooled(window) }
    expectDifferentiable(at: images) { $0[0].globalAveragePooled() }
  }

  @Test func nanWinsAMaximum() {
    let images = Tensor([1, .nan, 3, 4, 5, 6, 7, 8], shape: [1, 2, 4, 1])
    let pooled = images.maxPooled(SlidingWindow(kernel: (2, 2), strides: (2, 2)))
    #expect(pooled[scalarAt: 0, 0, 0, 0].isNaN)
    #expect(pooled[scalarAt: 0, 0, 1, 0] == 8)
  }

  @Test func stopsAtAWindowThatDoesNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 3, 3, 1]).maxPooled(SlidingWindow(kernel: (4, 4)))
    }
    #expect(
      message(of: result).contains("maxPooled: a 4×4 window does not fit images [1, 3, 3, 1]"))
  }
}
