import Autograd
import Kernels
import Tensor
import TestSupport
import Testing

@Suite struct PooledSumTests {
  private let halves = SlidingWindow(kernel: (2, 2), strides: (2, 2))

  @Test(arguments: [[2, 4, 6, 3], [3, 5, 7, 17], [1, 2, 3, 8], [2, 1, 4, 3]] as [Shape])
  func isThePoolingOfTheSum(_ shape: Shape) {
    let inputs = samples(shape, shape)
    let together = { (x: [Tensor]) in x[0].maxPooled(adding: x[1]) }
    guard shape[1] > 1 else {
      return #expect(together(inputs).shape == [shape[0], 0, shape[2] / 2, shape[3]])
    }
    let apart = { (x: [Tensor]) in (x[0] + x[1]).maxPooled(self.halves) }
    #expect(together(inputs) == apart(inputs))
    let found = gradient(at: inputs) { together($0).square().sum() }
    #expect(found == gradient(at: inputs) { apart($0).square().sum() })
    if shape.count < 200 {
      expectDifferentiable(at: [distinct(shape), .full(shape, 0.1)], together)
    }
  }

  @Test func oneOfTheTwoMayBeAConstant() {
    let inputs = samples([2, 4, 4, 3], [2, 4, 4, 3])
    let found = gradient(at: [inputs[1]]) { inputs[0].maxPooled(adding: $0[0]).sum() }
    #expect(
      found == gradient(at: [inputs[1]]) { (inputs[0] + $0[0]).maxPooled(self.halves).sum() })
  }

  @Test func stopsAtOtherShapes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 2, 2, 1]).maxPooled(adding: .zeros([1, 2, 2, 2]))
    }
    #expect(
      message(of: result).contains(
        "maxPooled(adding:): expected images of one shape, got [1, 2, 2, 1] and [1, 2, 2, 2]"))
  }
}
