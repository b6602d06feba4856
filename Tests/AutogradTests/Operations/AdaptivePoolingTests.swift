import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct AdaptivePoolingTests {
  @Test(arguments: [(1, 1), (2, 3), (4, 2), (5, 7)])
  func gradients(_ height: Int, _ width: Int) {
    expectDifferentiable(at: samples([2, 5, 6, 2])) {
      $0[0].adaptiveAveragePooled(height: height, width: width)
    }
  }

  @Test func oneBinIsTheMeanAndAsManyAsPixelsTheImage() {
    let images = samples([2, 5, 6, 3])[0]
    expectClose(
      images.adaptiveAveragePooled(height: 1, width: 1).reshaped(to: [2, 3]),
      images.globalAveragePooled())
    #expect(images.adaptiveAveragePooled(height: 5, width: 6) == images)
    #expect(Tensor.zeros([0, 5, 6, 3]).adaptiveAveragePooled(height: 2, width: 2).count == 0)
  }

  @Test func stopsAtWhatIsNoImage() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).adaptiveAveragePooled(height: 1, width: 1)
    }
    #expect(
      message(of: result).contains(
        "adaptiveAveragePooled: expected images [count, height, width, channels], got [2, 3]"))
  }
}
