import Autograd
import Kernels
import Tensor
import TestSupport
import Testing

@Suite struct GroupNormalizationTests {
  @Test func gradients() {
    let images = samples([3, 2, 3, 4], [4], [4])
    for groups in [1, 2, 4] {
      expectDifferentiable(at: images) {
        $0[0].groupNormalized(groups: groups, scale: $0[1], shift: $0[2])
      }
    }
    expectDifferentiable(at: images) { $0[0].layerNormalized(scale: $0[1], shift: $0[2]) }
    expectDifferentiable(at: samples([3, 10], [10], [10])) {
      $0[0].groupNormalized(groups: 2, scale: $0[1], shift: $0[2])
    }
  }

  /// As in the definition, far from 0, with more pixels than one piece and channels beside the lanes.
  @Test func agreesWithTheDefinition() {
    let x = samples([2, 200, 12])[0] + 100
    let (scale, shift) = (Tensor.full([12], 2), Tensor.full([12], 3))
    let groups = x.reshaped(to: [2, 200, 3, 4])
    let centered = groups - groups.mean(axes: [1, 3], keepingDimensions: true)
    let variance = centered.square().mean(axes: [1, 3], keepingDimensions: true)
    let expected = (centered / (variance + 1e-5).sqrt()).reshaped(to: x.shape) * 2 + 3
    expectClose(x.groupNormalized(groups: 3, scale: scale, shift: shift), expected, tolerance: 1e-4)
  }

  @Test func isTheSameForAnyNumberOfThreads() {
    // Several pieces of samples.
    let inputs = samples([9, 70, 70, 4], [4], [4])
    func gradients() -> [Tensor] {
      gradient(at: inputs) {
        $0[0].groupNormalized(groups: 2, scale: $0[1], shift: $0[2]).square().sum()
      }
    }
    defer { Threads.count = 0 }
    Threads.count = 1
    let expected = gradients()
    for count in [2, 3, 8] {
      Threads.count = count
      #expect(gradients() == expected, "\(count) threads")
    }
  }

  @Test func anEmptyBatchStaysEmpty() {
    let one = Tensor.ones([4])
    let empty = Tensor.zeros([0, 3, 4])
    #expect(empty.groupNormalized(groups: 2, scale: one, shift: one) == empty)
    #expect(empty.layerNormalized(scale: one, shift: one) == empty)
  }

  @Test func refusesGroupsThatDoNotDivide() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 4]).groupNormalized(groups: 3, scale: .ones([4]), shift: .zeros([4]))
    }
    #expect(
      message(of: result).contains(
        "groupNormalized: 3 groups do not divide the channels of [2, 4]"))
  }

  @Test func refusesAScaleThatDoesNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 4]).layerNormalized(scale: .ones([3]), shift: .zeros([4]))
    }
    #expect(
      message(of: result).contains(
        "normalized: scale [3] and shift [4] do not fit input [2, 4]"))
  }
}
