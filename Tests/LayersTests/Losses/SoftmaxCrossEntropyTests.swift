import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SoftmaxCrossEntropyTests {
  @Test(arguments: [
    Fixture("Losses/softmaxCrossEntropy-labels"), Fixture("Losses/softmaxCrossEntropy-extremes"),
  ])
  func ofLabelsAgreesWithKeras(_ fixture: Fixture) {
    let labels = fixture.integers("target")
    expectJudgedLoss(by: fixture, of: "logits") { softmaxCrossEntropy($0, labels: labels) }
  }

  @Test(arguments: [
    Fixture("Losses/softmaxCrossEntropy-one-hot"),
    Fixture("Losses/softmaxCrossEntropy-soft-targets"),
  ])
  func ofDistributionsAgreesWithKeras(_ fixture: Fixture) {
    expectJudgedLoss(by: fixture, of: "logits") { softmaxCrossEntropy($0, fixture["target"]) }
  }

  @Test func stopsAtLabelsThatDoNotExist() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = softmaxCrossEntropy(.zeros([2, 3]), labels: [0, 3])
    }
    #expect(message(of: result).contains("oneHot: index 3 is not below 3 classes"))
  }
}
