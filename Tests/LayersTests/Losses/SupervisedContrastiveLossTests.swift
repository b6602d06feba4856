import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SupervisedContrastiveLossTests {
  @Test func agreesWithPairsTakenOneByOne() {
    let fixture = Fixture("Losses/supervisedContrastive")
    expectJudgedLoss(by: fixture, of: "logits") {
      supervisedContrastiveLoss($0, labels: fixture.integers("target"))
    }
  }

  @Test func withoutPairsOfOneClassItIs0() {
    #expect(supervisedContrastiveLoss(.ones([2, 2]), labels: [0, 1]) == Tensor(0))
  }
}
