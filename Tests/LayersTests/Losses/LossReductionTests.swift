import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct LossReductionTests {
  @Test func meanSumAndNone() {
    let (x, zero) = (Tensor([1, 2, 3]), Tensor.zeros([3]))
    #expect(meanSquaredError(x, zero, reduction: .none) == Tensor([1, 4, 9]))
    #expect(meanSquaredError(x, zero, reduction: .sum) == Tensor(14))
    #expect(meanSquaredError(x, zero) == Tensor(14) / Tensor(3))
  }

  @Test func ofNothingThereIsASumButNoMean() async {
    let none = Tensor.zeros([0, 1])
    #expect(binaryCrossEntropy(none, none, reduction: .sum) == Tensor(0))
    #expect(binaryCrossEntropy(none, none, reduction: .none).shape == [0, 1])
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = binaryCrossEntropy(.zeros([0, 1]), .zeros([0, 1]))
    }
    #expect(
      message(of: result).contains(
        "binaryCrossEntropy: expected at least one example to average over, got losses of shape "
          + "[0, 1]"))
  }
}
