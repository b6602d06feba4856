import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SiLUTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([-2, 0, 1, 100]).silu(), Tensor([-0.238_405_8, 0, 0.731_058_6, 100]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].silu() }
  }
}
