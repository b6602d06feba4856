import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ReLUTests {
  @Test func valuesAndGradients() {
    let x = Tensor([-2, 0, 3])
    #expect(x.relu() == Tensor([0, 0, 3]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].relu() }
    #expect(gradient(at: [x]) { $0[0].relu().sum() } == [Tensor([0, 0, 1])])
    #expect(Tensor(.nan).relu().item.isNaN)
  }
}
