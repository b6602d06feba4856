import Autograd
import Kernels
import Tensor
import TestSupport
import Testing

@Suite struct StandardizationTests {
  @Test func secondDerivativesOfBatchNorm() {
    for epsilon: Float in [1e-5, 0.3] {
      expectTwiceDifferentiable(at: samples([5, 3], [3], [3]), tolerance: 2e-2) {
        $0[0].batchNormalized(scale: $0[1], shift: $0[2], epsilon: epsilon).result
      }
    }
    expectTwiceDifferentiable(at: samples([2, 2, 3, 2], [2], [2]), tolerance: 2e-2) {
      $0[0].batchNormalized(scale: $0[1], shift: $0[2], epsilon: 1e-3).result.exp()
    }
  }

  @Test func ofWhatFollows() {
    for epilogue: ConvolutionEpilogue in [.relu, .relu6, .leakyReLU(slope: 0.2), .reluMaxPool] {
      expectTwiceDifferentiable(at: samples([1, 4, 4, 2], [2], [2], seed: 9), tolerance: 2e-2) {
        $0[0].batchNormalized(
          scale: $0[1], shift: $0[2], epsilon: 0.1, then: epilogue
        ).result
      }
    }
  }

  @Test func ofFixedStatistics() {
    expectTwiceDifferentiable(at: samples([4, 2], [2], [2])) {
      $0[0].normalized(
        mean: Tensor([0.1, 0.2]), variance: Tensor([2, 1]), scale: $0[1], shift: $0[2],
        epsilon: 1e-3)
    }
  }
}
