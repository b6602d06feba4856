import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct AllPairsLossesTests {
  @Test func agreeWithPairsTakenOneByOne() {
    let contrastive = Fixture("Losses/supervisedContrastive")
    expectJudgedLoss(by: contrastive, of: "logits") {
      supervisedContrastiveLoss($0, labels: contrastive.integers("target"))
    }
    let binary = Fixture("Losses/allPairsBinaryCrossEntropy")
    expectJudgedLoss(by: binary, of: "logits") {
      allPairsBinaryCrossEntropy($0, labels: binary.integers("target"))
    }
  }
}
