import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SquareTests {
  @Test func valuesAndGradients() {
    #expect(Tensor([-3, 0, 2]).square() == Tensor([9, 0, 4]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].square() }
  }
}
