import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ProxyAnchorTests {
  @Test(arguments: Fixture.cases(of: "PairLosses", startingWith: "proxyAnchor"))
  func agreesWithPyTorchMetricLearning(_ fixture: Fixture) {
    let labels = fixture.integers("labels")
    let shape = fixture["proxies"].shape
    func loss(_ inputs: [Tensor]) -> Tensor {
      var proxies = ProxyAnchor(
        features: shape[1], classes: shape[0], margin: fixture.number("margin"),
        scale: fixture.number("alpha"))
      proxies.proxies.value = inputs[1]
      return proxies.loss(inputs[0], labels: labels)
    }
    let inputs = [fixture["embeddings"], fixture["proxies"]]
    expectClose(loss(inputs), fixture["loss"], "loss")
    let found = gradient(at: inputs) { loss($0) }
    expectClose(found[0], fixture["gradient.embeddings"], "embeddings", tolerance: 2e-5)
    expectClose(found[1], fixture["gradient.proxies"], "proxies", tolerance: 2e-5)
  }

  @Test func isDifferentiable() {
    expectDifferentiable(at: [samples([4, 3])[0], samples([3, 3], seed: 3)[0]]) { inputs in
      var proxies = ProxyAnchor(features: 3, classes: 3, scale: 4)
      proxies.proxies.value = inputs[1]
      return proxies.loss(inputs[0], labels: [0, 1, 2, 1])
    }
  }

  @Test func learnsToTellTwoClassesApart() {
    var proxies = ProxyAnchor(features: 2, classes: 2, seed: 1)
    let x = Tensor([[1, 0.2], [1, -0.2], [-1, 0.2], [-1, -0.2]])
    for _ in 0..<200 {
      let (_, gradients) = gradient(of: &proxies) { $0.loss(x, labels: [0, 0, 1, 1]) }
      proxies.proxies.value = proxies.proxies.value - gradients["proxies"]! * 0.02
    }
    #expect(proxies.cosines(x).argmax() == [0, 0, 1, 1])
  }

  @Test func stopsAtAnEmptyBatch() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ProxyAnchor(features: 3, classes: 2).loss(.zeros([0, 3]), labels: [])
    }
    #expect(message(of: result).contains("expected embeddings [0, 3], at least one"))
  }
}
