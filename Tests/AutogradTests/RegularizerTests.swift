import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct RegularizerTests {
  @Test func penaltiesAreKeras() {
    let w = Tensor([[1, -2], [3, 0]])
    expectClose(Regularizer.l1(0.1).penalty(w), 0.6)
    expectClose(Regularizer.l2(0.1).penalty(w), 1.4)
    expectClose(Regularizer(l1: 0.1, l2: 0.1).penalty(w), 2)
    #expect(Regularizer().penalty(w) == 0)
  }

  @Test func factorsAreFiniteAndNotNegative() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Regularizer.l2(-1)
    }
    #expect(
      message(of: result).contains(
        "Regularizer: expected finite factors of at least 0, got l1 0.0 and l2 -1.0"))
    await #expect(processExitsWith: .failure) { _ = Regularizer.l1(.nan) }
  }
}
