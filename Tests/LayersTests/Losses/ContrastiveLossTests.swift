import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ContrastiveLossTests {
  @Test(arguments: Fixture.cases(of: "Losses", startingWith: "contrastive"))
  func agreesWithThePapersFormula(_ fixture: Fixture) {
    let margin = fixture.number("margin")
    expectJudgedLoss(by: fixture, of: "distance") {
      contrastiveLoss($0, fixture["target"], margin: margin)
    }
  }

  @Test func pairsOfTwoClassesBeyondTheMarginCostNothing() {
    #expect(contrastiveLoss(Tensor([1.5, 1]), Tensor([0, 0])) == Tensor(0))
    #expect(contrastiveLoss(Tensor([0, 0]), Tensor([1, 1])) == Tensor(0))
  }

  /// Each pair by itself.
  @Test func allPairsOfABatchAreItsPairsOneByOne() {
    let embeddings = samples([5, 3])[0]
    let labels = [0, 1, 0, 2, 1]
    var sum: Float = 0
    for i in 0..<5 {
      for j in i + 1..<5 {
        let distance = (embeddings[i] - embeddings[j]).square().sum().sqrt()
        sum += contrastiveLoss(distance, Tensor(labels[i] == labels[j] ? 1 : 0)).item
      }
    }
    expectClose(contrastiveLoss(embeddings, labels: labels), Tensor(sum / 10))
    expectDifferentiable(at: [embeddings]) { contrastiveLoss($0[0], labels: labels, margin: 3) }
  }

  @Test func aReferenceSetOfTheBatchIsTheBatch() {
    let x = samples([5, 3])[0]
    let labels = [0, 1, 0, 2, 1]
    let itself = ReferenceSet(embeddings: x, labels: labels, places: [0, 1, 2, 3, 4])
    // Each pair twice, in both orders.
    expectClose(
      contrastiveLoss(x, labels: labels, against: itself, margin: 2),
      contrastiveLoss(x, labels: labels, margin: 2))
    let others = ReferenceSet(embeddings: x, labels: labels)
    expectDifferentiable(at: [samples([3, 3], seed: 2)[0]]) {
      contrastiveLoss($0[0], labels: [0, 1, 2], against: others, margin: 3)
    }
  }
}
