import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct LogSumExpTests {
  @Test func gradients() {
    expectDifferentiable(at: samples([3, 5])) { $0[0].logSumExp() }
    expectDifferentiable(at: samples([2, 3, 4])) { $0[0].logSumExp() }
  }

  @Test func isWhatLogSoftmaxSubtracts() {
    let x = samples([4, 2, 6])[0] * 30
    expectClose(x - x.logSumExp().expandingDimension(at: 2), x.logSoftmax())
    #expect(Tensor([[1000, 0], [-1000, -2000]]).logSumExp() == Tensor([1000, -1000]))
  }

  @Test func infinitiesStay() {
    let x = Tensor([[.infinity, 0], [-.infinity, -.infinity], [-.infinity, 2]])
    #expect(x.logSumExp() == Tensor([.infinity, -.infinity, 2]))
  }
}
