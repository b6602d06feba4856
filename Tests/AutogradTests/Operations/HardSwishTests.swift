import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct HardSwishTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([-4, 0, 1.5, 9]).hardSwish(), Tensor([0, 0, 1.125, 9]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].hardSwish() }
  }
}
