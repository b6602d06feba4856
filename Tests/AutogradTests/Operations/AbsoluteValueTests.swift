import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct AbsoluteValueTests {
  @Test func valuesAndGradients() {
    #expect(Tensor([-2, 0, 3]).abs() == Tensor([2, 0, 3]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].abs() }
  }

  @Test func noGradientAt0() {
    #expect(gradient(at: [Tensor([0, -0.0])]) { $0[0].abs().sum() }[0] == .zeros([2]))
  }
}
