import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct DropoutTests {
  private let x = Tensor.ones([200, 500])

  /// What the layer gives while training with the seed.
  private func trained(_ rate: Float, seed: UInt64) -> Tensor {
    var output = Tensor.zeros([])
    var random = SeededGenerator(seed: seed)
    _ = gradient(at: [x], using: &random) { inputs in
      let result = Dropout(rate)(inputs[0])
      output = result.detached
      return result.sum()
    }
    return output
  }

  @Test(arguments: [Float(0.1), 0.5, 0.9])
  func dropsAtItsRateAndKeepsTheMean(_ rate: Float) {
    let output = trained(rate, seed: 1)
    let kept = (output .> 0).mean().item
    // Five standard deviations of 100 000 draws.
    let deviation = (rate * (1 - rate) / 100_000).squareRoot()
    #expect(abs(kept - (1 - rate)) < 5 * deviation)
    #expect(Set(output.scalars) == [0, 1 * (1 / (1 - rate))])
  }

  @Test func drawsAreDeterminedByTheSeed() {
    #expect(trained(0.5, seed: 1) == trained(0.5, seed: 1))
    #expect(trained(0.5, seed: 1) != trained(0.5, seed: 2))
  }

  @Test func twoLayersDropApartFromEachOther() {
    var (first, second) = (Tensor.zeros([]), Tensor.zeros([]))
    var random = SeededGenerator(seed: 1)
    _ = gradient(at: [x], using: &random) { inputs in
      let (a, b) = (Dropout(0.5)(inputs[0]), Dropout(0.5)(inputs[0]))
      (first, second) = (a.detached, b.detached)
      return (a + b).sum()
    }
    let both = ((first .> 0) * (second .> 0)).mean().item
    #expect(abs(both - 0.25) < 0.01)
  }

  @Test func leavesTheInputAloneAtInferenceAndAtRate0() {
    #expect(Dropout(0.5)(x) == x)
    #expect(trained(0, seed: 1) == x)
  }

  @Test func gradientsFlowThroughWhatWasKept() {
    var random = SeededGenerator(seed: 3)
    let slope = gradient(at: [x], using: &random) { Dropout(0.5)($0[0]).sum() }[0]
    #expect(slope == trained(0.5, seed: 3))
  }

  @Test func stopsWithoutAGenerator() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Sequential { Dropout(0.5) }
      _ = gradient(of: &model) { $0(Tensor([[1, 2]])).sum() }
    }
    #expect(
      message(of: result).contains(
        "Dropout draws random numbers: pass `using:` to gradient(of:using:)"))
  }
}
