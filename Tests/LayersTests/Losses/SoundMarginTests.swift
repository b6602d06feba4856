import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SoundMarginTests {
  @Test func aMarginIsFiniteAndNotNegative() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = contrastiveLoss(Tensor([1]), Tensor([0]), margin: -1)
    }
    #expect(
      message(of: result).contains(
        "contrastiveLoss: expected a finite margin of at least 0, got -1.0"))
    await #expect(processExitsWith: .failure) {
      _ = tripletLoss(Tensor([[1], [2], [4]]), labels: [0, 0, 1], margin: .nan)
    }
  }

  @Test func noMarginIsOne() {
    #expect(contrastiveLoss(Tensor([2]), Tensor([0]), margin: 0).item == 0)
  }
}
