import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct NTXentLossTests {
  @Test(arguments: Fixture.cases(of: "PairLosses", startingWith: "ntXent"))
  func agreesWithPyTorchMetricLearning(_ fixture: Fixture) {
    expectJudgedLoss(by: fixture, of: "embeddings") {
      ntXentLoss(
        $0, labels: fixture.integers("labels"), temperature: fixture.number("temperature"))
    }
  }

  @Test func withTwoViewsItIsTheSupervisedLoss() {
    let x = samples([6, 4])[0]
    let labels = [0, 1, 2, 0, 1, 2]
    expectClose(
      ntXentLoss(x, labels: labels, temperature: 0.5),
      supervisedContrastiveLoss(.pairwiseCosine(x, x) / 0.5, labels: labels))
    expectDifferentiable(at: [x]) { ntXentLoss($0[0], labels: labels, temperature: 0.5) }
  }

  @Test func withoutPairsOfOneKindItIs0() {
    let x = samples([2, 3])[0]
    #expect(ntXentLoss(x, labels: [0, 1]) == Tensor(0))
    #expect(ntXentLoss(x, labels: [4, 4]) == Tensor(0))
  }

  @Test func stopsAtATemperatureOf0() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ntXentLoss(.ones([2, 2]), labels: [0, 0], temperature: 0)
    }
    #expect(message(of: result).contains("expected a positive temperature, got 0.0"))
  }

  @Test func stopsAtLabelsThatDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ntXentLoss(.ones([3, 2]), labels: [0, 0])
    }
    #expect(message(of: result).contains("ntXentLoss: 2 labels for embeddings [3, 2]"))
  }
}
