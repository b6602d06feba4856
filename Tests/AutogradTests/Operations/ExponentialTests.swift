import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ExponentialTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([0, 1, -1]).exp(), Tensor([1, 2.718_281_8, 0.367_879_44]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].exp() }
  }
}
