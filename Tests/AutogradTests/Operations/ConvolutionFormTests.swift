import Kernels
import Tensor
import TestSupport
import Testing

@testable import Autograd

@Suite struct ConvolutionFormTests {
  @Test(
    arguments: [Padding.valid, .same, .zeros(top: 0, left: 1, bottom: 2, right: 1)],
    [(1, 1), (2, 1), (2, 3)])
  func secondDerivatives(_ padding: Padding, _ strides: (Int, Int)) {
    expectTwiceDifferentiable(at: samples([2, 4, 5, 2], [3, 2, 2, 2], [2])) {
      $0[0].convolved(
        with: $0[1], bias: $0[2], strides: (height: strides.0, width: strides.1), padding: padding)
    }
  }

  @Test func ofGroupsDilationAndTransposition() {
    expectTwiceDifferentiable(at: samples([1, 5, 4, 4], [2, 2, 2, 2], [2])) {
      $0[0].convolved(
        with: $0[1], bias: $0[2], padding: .zeros(1), dilation: (2, 1), groups: 2)
    }
    expectTwiceDifferentiable(at: samples([1, 4, 4, 2], [2, 3, 2, 2])) {
      $0[0].depthwiseConvolved(with: $0[1])
    }
    expectTwiceDifferentiable(at: samples([2, 3, 2, 3], [2, 3, 2, 3], [2])) {
      $0[0].transposeConvolved(with: $0[1], bias: $0[2], strides: (2, 1), padding: .zeros(1))
    }
  }

  /// What follows a convolution in one pass is an operation of its own here.
  @Test func ofWhatFollows() {
    let window = SlidingWindow(kernel: (2, 2), padding: .same)
    for epilogue: ConvolutionEpilogue in [.relu, .relu6, .leakyReLU(slope: 0.2), .reluMaxPool] {
      expectTwiceDifferentiable(at: samples([1, 4, 4, 2], [2, 2, 2, 3], [3], seed: 12)) {
        ($0[0] * 0.4).convolved(
          with: $0[1], scale: Tensor([2, 3, 4]), bias: $0[2], window: window, then: epilogue)
      }
    }
  }

  /// Every algorithm's gradients of gradients are those of the unfolded convolution.
  @Test(arguments: [
    ConvolutionAlgorithm.bilinear(tile: 7), .toomCook(tile: 4), .toomCook(tile: 6),
  ])
  func algorithmsAgree(_ algorithm: ConvolutionAlgorithm) {
    let inputs = samples([2, 6, 5, 9], [3, 3, 9, 4])
    let window = SlidingWindow(kernel: (3, 3), padding: .same)
    func results(_ algorithm: ConvolutionAlgorithm) -> [Tensor] {
      gradient(at: inputs) { outer in
        let slopes = differentiableGradient(at: outer) {
          $0[0].convolved(
            with: $0[1], bias: nil, window: window, then: .bias, algorithm: algorithm
          ).square().sum()
        }
        return slopes[0].square().sum() + slopes[1].square().sum()
      }
    }
    for (found, expected) in zip(results(algorithm), results(.unfolded)) {
      expectClose(found, expected, tolerance: 2e-5)
    }
  }

  /// Third derivatives: each of the three operations as the outermost.
  @Test func gradientsOfGradients() {
    for place in 0..<2 {
      expectTwiceDifferentiable(at: samples([1, 3, 3, 2], [2, 2, 2, 1])) {
        differentiableGradient(at: $0) { $0[0].convolved(with: $0[1]).square().sum() }[place]
      }
    }
  }
}
