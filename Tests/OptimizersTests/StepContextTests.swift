import Optimizers
import Tensor
import Testing

@Suite struct StepContextTests {
  @Test func aRuleCanBeCalledByHand() {
    var (weight, moments) = (Tensor([1, 2]), [Tensor.zeros([2])])
    let point = StepContext(learningRate: 0.5, momentum: 0)
    SGD(momentum: 0.9).step(&weight, along: Tensor([1, 1]), moments: &moments, at: point)
    #expect(weight == Tensor([0.5, 1.5]))
    #expect(moments == [Tensor([-0.5, -0.5])])
    #expect(point.path.isEmpty && point.iteration == 0 && point.weightDecay == nil)
    #expect(point.isOrthogonalized == nil)
  }
}
