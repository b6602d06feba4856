import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct StochasticDepthTests {
  @Test func gradients() {
    let check = GradientCheck(at: samples([8, 2, 3])) { $0[0].droppedSamples(rate: 0.4).square() }
    #expect(check.passes, "\(check)")
    #expect(check.differences.contains { $0.found == 0 })
    #expect(check.differences.contains { $0.found != 0 })
  }

  @Test func stopsAtARateOf1() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).droppedSamples(rate: 1)
    }
    #expect(message(of: result).contains("droppedSamples: expected a rate in 0..<1, got 1.0"))
  }
}
