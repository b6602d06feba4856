import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct PReLUTests {
  @Test func valuesAndGradients() {
    #expect(
      Tensor([[-2, 3], [4, -5]]).prelu(slope: Tensor([0.5, 2])) == Tensor([[-1, 3], [4, -10]]))
    expectDifferentiable(at: samples([3, 2, 4], [4])) { $0[0].prelu(slope: $0[1]) }
    expectDifferentiable(at: samples([3, 4], [1])) { $0[0].prelu(slope: $0[1]) }
  }
}
