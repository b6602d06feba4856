import Autograd
import Kernels
import Tensor
import TestSupport
import Testing

@Suite struct BatchNormalizationTests {
  private let inputs = samples([4, 3, 2], [2], [2])

  @Test func gradients() {
    expectDifferentiable(at: inputs) {
      $0[0].batchNormalized(scale: $0[1], shift: $0[2], epsilon: 1e-3).result
    }
    expectDifferentiable(at: inputs + samples([2], [2], positive: true)) {
      $0[0].normalized(
        mean: $0[3], variance: $0[4], scale: $0[1], shift: $0[2], epsilon: 1e-3)
    }
  }

  @Test func bringsEachChannelToItsScaleAndShift() {
    let (result, mean, variance) = (inputs[0] * 3 + 10).batchNormalized(
      scale: Tensor([1, 2]), shift: Tensor([0, 5]), epsilon: 1e-7)
    expectClose(mean, inputs[0].mean(axes: [0, 1]) * 3 + 10)
    expectClose(result.mean(axes: [0, 1]), Tensor([0, 5]))
    let deviation = (result - Tensor([0, 5])).square().mean(axes: [0, 1]).sqrt()
    expectClose(deviation, Tensor([1, 2]))
    let centered = inputs[0] - inputs[0].mean(axes: [0, 1])
    expectClose(variance, centered.square().mean(axes: [0, 1]) * 9)
  }

  /// Bands of several rows, and a last odd row and column that no window covers.
  @Test(arguments: [[3, 5, 4, 2], [2, 70, 9, 64]] as [Shape])
  func whatFollowsIsPartOfThePass(_ shape: Shape) {
    let channels: Shape = [shape[3]]
    let inputs = samples(shape, channels, channels)
    for epilogue in [ConvolutionEpilogue.bias, .relu, .relu6, .leakyReLU(slope: 0.1), .reluMaxPool]
    {
      func together(_ x: [Tensor]) -> Tensor {
        x[0].batchNormalized(scale: x[1], shift: x[2], epsilon: 1e-3, then: epilogue).result
      }
      func apart(_ x: [Tensor]) -> Tensor {
        let result = x[0].batchNormalized(scale: x[1], shift: x[2], epsilon: 1e-3).result
        let rectified = result.applying(epilogue)
        return epilogue == .reluMaxPool
          ? rectified.maxPooled(SlidingWindow(kernel: (2, 2), strides: (2, 2))) : rectified
      }
      #expect(together(inputs) == apart(inputs))
      let found = gradient(at: inputs) { together($0).square().sum() }
      let expected = gradient(at: inputs) { apart($0).square().sum() }
      for (a, b) in zip(found, expected) { expectClose(a, b, "\(epilogue)") }
    }
  }

  @Test func stopsWithoutRows() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([0, 8, 8, 1]).batchNormalized(
        scale: .ones([1]), shift: .zeros([1]), epsilon: 1e-3)
    }
    #expect(
      message(of: result).contains(
        "batchNormalized: expected at least one row, got shape [0, 8, 8, 1]"))
  }

  @Test func withFixedStatisticsAnEmptyBatchStaysEmpty() {
    let one = Tensor.ones([2])
    let empty = Tensor.zeros([0, 2])
    #expect(
      empty.normalized(mean: one, variance: one, scale: one, shift: one, epsilon: 1e-3) == empty)
  }

  @Test func aChannelWithoutSpreadBecomesItsShift() {
    let (result, _, variance) = Tensor.full([5, 1], 3).batchNormalized(
      scale: Tensor([2]), shift: Tensor([7]), epsilon: 1e-3)
    #expect(variance == Tensor([0]))
    expectClose(result, .full([5, 1], 7))
  }
}
