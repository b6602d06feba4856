import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct LogarithmTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([1, 2.718_281_8, 0.5]).log(), Tensor([0, 1, -0.693_147_2]))
    expectDifferentiable(at: samples([3, 4], positive: true)) { $0[0].log() }
  }
}
