import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ZeroPaddingTests {
  @Test func zerosLieAround() {
    let images = Tensor([1, 2, 3, 4], shape: [1, 2, 2, 1])
    let padded = images.zeroPadded(top: 1, left: 0, bottom: 0, right: 1)
    #expect(padded == Tensor([0, 0, 0, 1, 2, 0, 3, 4, 0], shape: [1, 3, 3, 1]))
  }

  /// A convolution of padded images is one with that padding.
  @Test func isWhatConvolutionsDo() {
    let inputs = samples([2, 5, 6, 3], [3, 3, 3, 4])
    let padded = inputs[0].zeroPadded(top: 1, left: 2, bottom: 0, right: 3)
    let padding = Padding.zeros(top: 1, left: 2, bottom: 0, right: 3)
    #expect(
      padded.convolved(with: inputs[1]) == inputs[0].convolved(with: inputs[1], padding: padding))
  }

  @Test func gradients() {
    expectDifferentiable(at: samples([2, 3, 4, 9])) {
      $0[0].zeroPadded(top: 1, left: 0, bottom: 2, right: 1)
    }
  }
}
