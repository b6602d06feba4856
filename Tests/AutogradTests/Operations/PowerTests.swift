import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct PowerTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([4, 9]).pow(1.5), Tensor([8, 27]))
    expectClose(Tensor([-2, 2]).pow(3), Tensor([-8, 8]))
    #expect(Tensor(-1).pow(0.5).item.isNaN)
    expectDifferentiable(at: samples([3, 4], positive: true)) { $0[0].pow(2.5) }
    expectDifferentiable(at: samples([3, 4], positive: true)) { $0[0].pow(-0.5) }
  }

  @Test func theGradientOfX⁰Is0() {
    #expect(gradient(at: [Tensor([0, 2])]) { $0[0].pow(0).sum() } == [Tensor([0, 0])])
    #expect(gradient(at: [Tensor([0, 2])]) { $0[0].pow(1).sum() } == [Tensor([1, 1])])
    #expect(gradient(at: [Tensor([0, 2])]) { $0[0].pow(2).sum() } == [Tensor([0, 4])])
  }
}
