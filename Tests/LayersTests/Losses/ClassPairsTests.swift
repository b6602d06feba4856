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

  /// Labels may be any integers; as single-precision numbers these two would be one.
  @Test func largeLabelsAreToldApart() {
    let (a, b) = (1 << 24, 1 << 24 + 1)
    #expect(
      supervisedContrastiveLoss(.ones([3, 3]), labels: [a, b, a])
        == supervisedContrastiveLoss(.ones([3, 3]), labels: [0, 1, 0]))
  }

  @Test func stopsAtAReferenceSetThatDoesNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let reference = ReferenceSet(embeddings: .zeros([4, 1]), labels: [0, 1, 2, 3])
      _ = supervisedContrastiveLoss(.zeros([2, 2]), labels: [0, 1], against: reference)
    }
    #expect(
      message(of: result).contains("2 labels and a reference set of 4 for logits [2, 2]"))
  }
}
