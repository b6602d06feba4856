import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct MeanTests {
  @Test func alongAxes() {
    let x = Tensor([[1, 2, 3], [5, 6, 7]])
    #expect(x.mean() == Tensor(4))
    #expect(x.mean(axes: [0]) == Tensor([3, 4, 5]))
    #expect(x.mean(axes: [-1], keepingDimensions: true) == Tensor([[2], [6]]))
    expectDifferentiable(at: samples([3, 4, 5])) { $0[0].mean(axes: [0, 2]).square() }
  }
}
