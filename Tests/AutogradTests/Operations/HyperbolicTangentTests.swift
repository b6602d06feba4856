import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct HyperbolicTangentTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([0, 0.5, -100]).tanh(), Tensor([0, 0.462_117_16, -1]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].tanh() }
  }
}
