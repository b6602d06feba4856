import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct PowerTests {
  @Test func valuesAndGradients() {
    #expect(Tensor([-3, 0, 2]).square() == Tensor([9, 0, 4]))
    #expect(Tensor([4, 0.5]).reciprocal() == Tensor([0.25, 2]))
    expectClose(Tensor([4, 9]).pow(1.5), Tensor([8, 27]))
    expectClose(Tensor([-2, 2]).pow(3), Tensor([-8, 8]))
    #expect(Tensor(-1).pow(0.5).item.isNaN)
    expectDifferentiable(at: samples([3, 4])) { $0[0].square() }
    expectDifferentiable(at: samples([3, 4])) { $0[0].reciprocal() }
    expectDifferentiable(at: samples([3, 4], positive: true)) { $0[0].pow(2.5) }
    expectDifferentiable(at: samples([3, 4], positive: true)) { $0[0].pow(-0.5) }
  }
}
