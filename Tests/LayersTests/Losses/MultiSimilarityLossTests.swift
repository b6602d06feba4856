import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct MultiSimilarityLossTests {
  @Test(arguments: Fixture.cases(of: "PairLosses", startingWith: "multiSimilarity"))
  func agreesWithPyTorchMetricLearning(_ fixture: Fixture) {
    let margin = fixture.number("margin")
    let settings = MultiSimilarity(
      same: fixture.number("alpha"), different: fixture.number("beta"),
      threshold: fixture.number("base"), margin: margin < 0 ? nil : margin)
    expectJudgedLoss(by: fixture, of: "embeddings") {
      multiSimilarityLoss($0, labels: fixture.integers("labels"), settings: settings)
    }
  }

  @Test func isDifferentiable() {
    let x = samples([6, 4])[0]
    let settings = MultiSimilarity(same: 2, different: 5, margin: nil)
    expectDifferentiable(at: [x]) {
      multiSimilarityLoss($0[0], labels: [0, 1, 0, 2, 1, 0], settings: settings)
    }
  }

  /// Pairs that are told apart by more than ε cost nothing, and one each if they are not.
  @Test func theMinerLeavesEasyPairsOut() {
    let apart = Tensor([[1, 0], [1, 0.01], [-1, 0], [-1, 0.01]])
    let labels = [0, 0, 1, 1]
    #expect(
      multiSimilarityLoss(apart, labels: labels, reduction: .none) == .zeros([4]))
    let all = multiSimilarityLoss(
      apart, labels: labels, settings: MultiSimilarity(margin: nil), reduction: .none)
    #expect(all.scalars.allSatisfy { $0 > 0.1 })
    let mixed = multiSimilarityLoss(apart, labels: [0, 1, 0, 1], reduction: .none)
    #expect(mixed.scalars.allSatisfy { $0 > 0.5 })
  }

  @Test func withoutPairsOfAKindNothingIsMined() {
    let x = samples([3, 4])[0]
    #expect(multiSimilarityLoss(x, labels: [0, 1, 2]) == Tensor(0))
    #expect(multiSimilarityLoss(x, labels: [5, 5, 5]) == Tensor(0))
  }

  @Test func stopsAtANegativeWeight() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MultiSimilarity(same: -1)
    }
    #expect(
      message(of: result).contains("expected positive same and different, got -1.0 and 50.0"))
  }
}
