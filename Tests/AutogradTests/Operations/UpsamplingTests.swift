import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct UpsamplingTests {
  private let row = Tensor([0, 4], shape: [1, 1, 2, 1])

  @Test func nearestRepeats() {
    #expect(row.upsampled(by: (1, 2)) == Tensor([0, 0, 4, 4], shape: [1, 1, 4, 1]))
  }

  @Test func bilinearLiesBetween() {
    let found = row.upsampled(by: (2, 2), interpolation: .bilinear)
    #expect(found == Tensor([0, 1, 3, 4, 0, 1, 3, 4], shape: [1, 2, 4, 1]))
  }

  @Test(arguments: [Upsampling.nearest, .bilinear])
  func gradients(_ interpolation: Upsampling) {
    expectDifferentiable(at: samples([2, 3, 2, 3])) {
      $0[0].upsampled(by: (2, 3), interpolation: interpolation)
    }
  }
}
