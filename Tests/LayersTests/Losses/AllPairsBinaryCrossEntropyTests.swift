import Autograd
import Foundation
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct AllPairsBinaryCrossEntropyTests {
  @Test func agreesWithPairsTakenOneByOne() {
    let binary = Fixture("Losses/allPairsBinaryCrossEntropy")
    expectJudgedLoss(by: binary, of: "logits") {
      allPairsBinaryCrossEntropy($0, labels: binary.integers("target"))
    }
  }

  /// Against the formula, pair by pair.
  @Test func hardPairsWeighMore() {
    let labels = [0, 0, 0, 1, 1, 2]
    var random = SeededGenerator(seed: 1)
    let logits = Tensor.normal([6, 6], using: &random) * 2
    let hardness = PairHardness(same: 0.5, different: 2)
    func expected(_ isSame: Bool) -> Double {
      let rows = labels.indices.compactMap { i -> Double? in
        let others = labels.indices.filter { $0 != i && (labels[$0] == labels[i]) == isSame }
        if others.isEmpty { return nil }
        let values = others.map { Double(logits[scalarAt: i, $0]) }
        let weights = values.map { exp(isSame ? -0.5 * $0 : 2 * $0) }
        let losses = values.map { log1p(exp(isSame ? -$0 : $0)) }
        return zip(weights, losses).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
      }
      return rows.reduce(0, +) / Double(rows.count)
    }
    let loss = allPairsBinaryCrossEntropy(logits, labels: labels, hardness: hardness).item
    #expect(abs(Double(loss) - (expected(true) + expected(false)) / 2) < 1e-5)
  }

  @Test func weightsCarryNoGradient() {
    // One pair of each kind in each row: its weight is 1 whatever its logit.
    let logits = Tensor([0, 1, 1, 0], shape: [2, 2])
    let labels = [0, 0]
    let plain = gradient(at: [logits]) { allPairsBinaryCrossEntropy($0[0], labels: labels) }[0]
    let hard = gradient(at: [logits]) {
      allPairsBinaryCrossEntropy(
        $0[0], labels: labels, hardness: PairHardness(same: 3, different: 3))
    }[0]
    #expect(plain.scalars == hard.scalars)
  }
}
