import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct BinaryCrossEntropyTests {
  @Test(arguments: [
    Fixture("Losses/binaryCrossEntropy"), Fixture("Losses/binaryCrossEntropy-soft-targets"),
    Fixture("Losses/binaryCrossEntropy-edges"),
  ])
  func ofProbabilitiesAgreesWithKeras(_ fixture: Fixture) {
    expectJudgedLoss(by: fixture, of: "probability") { binaryCrossEntropy($0, fixture["target"]) }
  }

  @Test(arguments: Fixture.cases(of: "Losses", startingWith: "binaryCrossEntropyFromLogits"))
  func ofLogitsAgreesWithKeras(_ fixture: Fixture) {
    expectJudgedLoss(by: fixture, of: "logits") {
      binaryCrossEntropy(logits: $0, fixture["target"])
    }
  }

  @Test func reduces() {
    let (p, t) = (Tensor([[0.5], [0.25]]), Tensor([[1], [0]]))
    let each = binaryCrossEntropy(p, t, reduction: .none)
    expectClose(each, -Tensor([[0.5], [0.75]]).log())
    expectClose(binaryCrossEntropy(p, t, reduction: .sum), each.sum())
    expectClose(binaryCrossEntropy(p, t), each.mean())
  }

  @Test func stopsAtShapesThatWouldBroadcast() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = binaryCrossEntropy(Tensor([[0.5], [0.5]]), Tensor([1, 0]))
    }
    #expect(
      message(of: result).contains(
        "binaryCrossEntropy: predictions [2, 1] and targets [2] differ in shape"))
  }
}
