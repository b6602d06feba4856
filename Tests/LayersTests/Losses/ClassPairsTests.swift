import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ClassPairsTests {
  /// The loss of logits 0 is log 2 for each pair, whatever the diagonal.
  @Test func theDiagonalTakesNoPart() {
    var logits = Tensor.zeros([3, 3])
    for i in 0..<3 { logits[scalarAt: i, i] = 50 }
    expectClose(
      allPairsBinaryCrossEntropy(logits, labels: [0, 0, 1]), Tensor(2).log(), tolerance: 1e-6)
  }

  @Test func stopsAtLabelsThatDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = supervisedContrastiveLoss(.zeros([2, 3]), labels: [0, 1])
    }
    #expect(
      message(of: result).contains("supervisedContrastiveLoss: 2 labels for logits [2, 3]"))
  }
}
