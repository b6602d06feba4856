import Autograd
import Layers
import Tensor
import Testing

@Suite struct ReductionTests {
  @Test func meanSumAndNone() {
    let (x, zero) = (Tensor([1, 2, 3]), Tensor.zeros([3]))
    #expect(meanSquaredError(x, zero, reduction: .none) == Tensor([1, 4, 9]))
    #expect(meanSquaredError(x, zero, reduction: .sum) == Tensor(14))
    #expect(meanSquaredError(x, zero) == Tensor(14) / Tensor(3))
  }
}
