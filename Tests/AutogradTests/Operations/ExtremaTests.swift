import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ExtremaTests {
  @Test func whereTheTwoAreEqualTheFirstGetsTheGradient() {
    for operation in [Tensor.maximum, Tensor.minimum] {
      let slopes = gradient(at: [Tensor([1]), Tensor([1])]) { operation($0[0], $0[1]).sum() }
      #expect(slopes == [Tensor([1]), Tensor([0])])
    }
  }

  @Test func nanWinsAMaximum() {
    let x = Tensor([.nan, 1, .nan])
    let y = Tensor([1, .nan, .nan])
    #expect(Tensor.maximum(x, y).scalars.filter(\.isNaN).count == 3)
    #expect(Tensor.minimum(x, y).scalars.filter(\.isNaN).count == 3)
  }

  @Test func gradientsGoToTheWinner() {
    let inputs = [distinct([2, 3]), distinct([3], seed: 8) + 0.05]
    expectDifferentiable(at: inputs) { .maximum($0[0], $0[1]) }
    expectDifferentiable(at: inputs) { .minimum($0[0], $0[1]) }
  }
}
