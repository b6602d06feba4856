import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SigmoidTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([0, 2, -2]).sigmoid(), Tensor([0.5, 0.880_797_1, 0.119_202_92]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].sigmoid() }
  }
}
