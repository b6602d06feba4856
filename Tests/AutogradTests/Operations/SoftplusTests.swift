import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SoftplusTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([0, 2, 100]).softplus(), Tensor([0.693_147_2, 2.126_928, 100]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].softplus() }
  }
}
