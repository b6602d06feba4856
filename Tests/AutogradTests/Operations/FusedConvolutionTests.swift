import Kernels
import Testing

@testable import Autograd
@testable import Tensor

/// ReLU and pooling inside the convolution against the same as operations of their own.
@Suite struct FusedConvolutionTests {
  static let algorithms = [ConvolutionAlgorithm.unfolded, .bilinear(tile: 5), .bilinear(tile: 8)]

  /// An odd output, 7×7, whose last row and column no window covers.
  private func operands() -> [Tensor] {
    var random = SeededGenerator(seed: 4)
    return [
      .uniform([3, 9, 9, 5], in: -1..<1, using: &random),
      .uniform([3, 3, 5, 11], in: -1..<1, using: &random),
      .uniform([11], in: -1..<1, using: &random),
    ]
  }

  private func check(
    _ epilogue: ConvolutionEpilogue, _ algorithm: ConvolutionAlgorithm,
    _ separately: (Tensor) -> Tensor
  ) {
    let x = operands()
    func fused(_ x: [Tensor]) -> Tensor {
      x[0].convolved(
        with: x[1], bias: x[2],
        window: SlidingWindow(kernel: (x[1].shape[0], x[1].shape[1])), then: epilogue,
        algorithm: algorithm)
    }
    func apart(_ x: [Tensor]) -> Tensor { separately(x[0].convolved(with: x[1], bias: x[2])) }
    func loss(_ y: Tensor) -> Tensor { (y.square() + y).sum() }
    expectNear(fused(x), apart(x))
    let found = gradient(at: x) { loss(fused($0)) }
    let expected = gradient(at: x) { loss(apart($0)) }
    for (found, expected) in zip(found, expected) { expectNear(found, expected) }
  }

  private func expectNear(_ found: Tensor, _ expected: Tensor) {
    #expect(found.shape == expected.shape)
    let error = (found - expected).abs().max().item / expected.abs().max().item
    #expect(error < 1e-5)
  }

  @Test(arguments: algorithms)
  func relu(_ algorithm: ConvolutionAlgorithm) {
    check(.relu, algorithm) { $0.relu() }
  }

  @Test(arguments: algorithms)
  func relu6(_ algorithm: ConvolutionAlgorithm) {
    check(.relu6, algorithm) { $0.relu6() }
  }

  @Test(arguments: algorithms)
  func reluAndPooling(_ algorithm: ConvolutionAlgorithm) {
    check(.reluMaxPool, algorithm) {
      $0.relu().maxPooled(SlidingWindow(kernel: (2, 2), strides: (2, 2)))
    }
  }

  @Test func reluStopsNegativeAndZeroGradients() {
    let image = Tensor([-1, 0, 2, 0], shape: [1, 2, 2, 1])
    let one = Tensor.ones([1, 1, 1, 1])
    let found = gradient(at: [image]) {
      $0[0].convolved(with: one, bias: nil, window: SlidingWindow(kernel: (1, 1)), then: .relu)
        .sum()
    }
    #expect(found[0].scalars == [0, 0, 1, 0])
  }
}
