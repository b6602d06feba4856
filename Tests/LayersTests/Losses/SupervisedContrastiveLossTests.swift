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

  @Test func aReferenceSetOfTheBatchIsTheBatch() {
    let logits = samples([4, 4])[0]
    let labels = [0, 1, 0, 1]
    let itself = ReferenceSet(
      embeddings: .zeros([4, 1]), labels: labels, places: [0, 1, 2, 3])
    #expect(
      supervisedContrastiveLoss(logits, labels: labels, against: itself)
        == supervisedContrastiveLoss(logits, labels: labels))
    expectDifferentiable(at: [logits]) {
      supervisedContrastiveLoss($0[0], labels: labels, against: itself)
    }
  }
}
