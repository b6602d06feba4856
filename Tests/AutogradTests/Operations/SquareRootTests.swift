import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SquareRootTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([0, 4, 2]).sqrt(), Tensor([0, 2, 1.414_213_6]))
    expectDifferentiable(at: samples([3, 4], positive: true)) { $0[0].sqrt() }
  }
}
