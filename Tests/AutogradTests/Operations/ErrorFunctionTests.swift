import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ErrorFunctionTests {
  @Test func valuesAndGradients() {
    expectClose(
      Tensor([-2, 0, 0.5, 100]).errorFunction(), Tensor([-0.995_322_3, 0, 0.520_499_9, 1]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].errorFunction() }
  }
}
