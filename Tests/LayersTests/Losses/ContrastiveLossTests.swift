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
}
