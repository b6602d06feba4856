import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SoftmaxTests {
  @Test func gradients() {
    expectDifferentiable(at: samples([3, 5])) { $0[0].logSoftmax() }
    expectDifferentiable(at: samples([2, 3, 4])) { $0[0].softmax() }
  }

  @Test func rowsAreDistributionsWhateverIsAddedToThem() {
    let x = samples([6, 9])[0] * 20
    expectClose(x.softmax().sum(axes: [1]), .ones([6]))
    expectClose((x + 1000).softmax(), x.softmax(), tolerance: 1e-4)
    #expect(Tensor([[-1e30, 0, 1e30]]).softmax() == Tensor([[0, 0, 1]]))
    expectClose(Tensor([[1e8, -1e8, 1e8, 0]]).softmax(), Tensor([[0.5, 0, 0.5, 0]]))
  }
}
