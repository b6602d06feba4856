import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct TransposedConvolutionTests {
  @Test(
    arguments: [Padding.valid, .same, .zeros(top: 0, left: 1, bottom: 1, right: 0)], [1, 2, 3])
  func gradients(_ padding: Padding, _ stride: Int) {
    expectDifferentiable(at: samples([2, 3, 4, 2], [3, 2, 3, 2], [3])) {
      $0[0].transposeConvolved(
        with: $0[1], bias: $0[2], strides: (stride, stride), padding: padding,
        outputPadding: (stride - 1, 0))
    }
  }

  /// ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩ on images of several strips of patches.
  @Test func isAdjointToTheConvolution() {
    let inputs = samples([3, 41, 39, 5], [5, 4, 5, 6], [3, 19, 18, 6], seed: 4)
    let (x, w, y) = (inputs[0], inputs[1], inputs[2])
    let there = (x.convolved(with: w, strides: (2, 2)) * y).sum().item
    let back = y.transposeConvolved(with: w, strides: (2, 2), outputPadding: (0, 1))
    #expect(back.shape == x.shape)
    expectClose((back * x).sum().item, there, tolerance: 1e-4)
  }

  @Test func stopsAtFiltersThatDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 5, 5, 2]).transposeConvolved(with: .zeros([3, 3, 2, 4]))
    }
    #expect(
      message(of: result).contains(
        "transposeConvolved: filters [3, 3, 2, 4] do not fit images [1, 5, 5, 2]"))
  }
}
