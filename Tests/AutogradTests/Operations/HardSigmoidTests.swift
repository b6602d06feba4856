import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct HardSigmoidTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([-4, 0, 1.5, 9]).hardSigmoid(), Tensor([0, 0.5, 0.75, 1]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].hardSigmoid() }
  }
}
