import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ReLU6Tests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([-2, 0, 3, 9]).relu6(), Tensor([0, 0, 3, 6]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].relu6() }
  }
}
