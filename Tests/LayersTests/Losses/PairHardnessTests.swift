import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct PairHardnessTests {
  @Test func byDefaultAllPairsWeighTheSame() {
    #expect(PairHardness.none == PairHardness(same: 0, different: 0))
  }

  @Test func stopsAtNegativeOnes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PairHardness(same: -1, different: 0)
    }
    #expect(
      message(of: result).contains(
        "PairHardness: expected nothing negative, got same -1.0 and different 0.0"))
  }
}
