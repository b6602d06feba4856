import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct StochasticDepthTests {
  private let x = samples([4000, 2, 3])[0]

  /// What the layer gives while training with the seed.
  private func trained(_ rate: Float, seed: UInt64) -> Tensor {
    var output = Tensor.zeros([])
    var random = SeededGenerator(seed: seed)
    _ = gradient(at: [x], using: &random) { inputs in
      let result = StochasticDepth(rate)(inputs[0])
      output = result.detached
      return result.sum()
    }
    return output
  }

  @Test(arguments: [Float(0.1), 0.5, 0.9])
  func samplesAreDroppedOrScaledAsAWhole(_ rate: Float) {
    let output = trained(rate, seed: 1)
    var kept = 0
    for sample in 0..<4000 where output[sample] != .zeros([2, 3]) {
      #expect(output[sample] == x[sample] * (1 / (1 - rate)))
      kept += 1
    }
    // Five standard deviations.
    #expect(abs(Float(kept) / 4000 - (1 - rate)) < 5 * (rate * (1 - rate) / 4000).squareRoot())
  }

  @Test func drawsAreDeterminedByTheSeed() {
    #expect(trained(0.5, seed: 1) == trained(0.5, seed: 1))
    #expect(trained(0.5, seed: 1) != trained(0.5, seed: 2))
  }

  @Test func leavesTheInputAloneAtInferenceAndAtRate0() {
    #expect(StochasticDepth(0.5)(x) == x)
    #expect(trained(0, seed: 1) == x)
  }

  @Test func refusesARateOf1() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = StochasticDepth(1)
    }
    #expect(message(of: result).contains("StochasticDepth: expected a rate in 0..<1, got 1.0"))
  }
}
