import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ReciprocalTests {
  @Test func valuesAndGradients() {
    #expect(Tensor([4, 0.5]).reciprocal() == Tensor([0.25, 2]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].reciprocal() }
  }
}
