import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct RegularizerTests {
  @Test func penaltiesAreKeras() {
    let w = Tensor([[1, -2], [3, 0]])
    expectClose(Regularizer.l1(0.1).penalty(w), 0.6)
    expectClose(Regularizer.l2(0.1).penalty(w), 1.4)
    expectClose(Regularizer(l1: 0.1, l2: 0.1).penalty(w), 2)
    #expect(Regularizer().penalty(w) == 0)
  }
}
