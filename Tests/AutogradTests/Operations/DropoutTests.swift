import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct DropoutTests {
  @Test func gradients() {
    // The same seed draws the same zeros at each difference.
    let check = GradientCheck(at: samples([4, 5])) { $0[0].droppedOut(rate: 0.4).square() }
    #expect(check.passes, "\(check)")
    #expect(check.differences.contains { $0.found == 0 })
    #expect(check.differences.contains { $0.found != 0 })
  }

  @Test func stopsAtARateOf1() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).droppedOut(rate: 1)
    }
    #expect(message(of: result).contains("droppedOut: expected a rate in 0..<1, got 1.0"))
  }
}
