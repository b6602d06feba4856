import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct LeakyReLUTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([-2, 0, 3]).leakyReLU(), Tensor([-0.02, 0, 3]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].leakyReLU(slope: 0.3) }
  }
}
