import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct GELUTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([-2, 0, 1, 100]).gelu(), Tensor([-0.045_500_26, 0, 0.841_344_7, 100]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].gelu() }
    expectClose(Tensor([-2, 0, 1]).geluTanh(), Tensor([-0.045_402_3, 0, 0.841_192]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].geluTanh() }
  }
}
