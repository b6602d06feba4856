import Autograd
import Basics
import Tensor
import TestSupport
import Testing

@Suite struct DerivationTests {
  @Test func recordsNothingWhereNothingIsTracked() {
    let x = Tensor([1, 2])
    #expect(!(x * x).exp().isTracked)
    _ = gradient(at: [x]) { tracked in
      #expect((tracked[0] * x).isTracked)
      #expect(!(x * x).isTracked)
      #expect(!tracked[0].detached.isTracked)
      return tracked[0].sum()
    }
  }

  @Test func whatIsLargeAndQuicklyMadeIsMadeAgain() {
    let calls = Lock(0)
    func square(_ x: Tensor) -> Tensor {
      let input = x.detached
      return (input * input).derived(from: [x]) {
        calls.withLock { $0 += 1 }
        return input * input
      } pullback: {
        [$0 * input * 2]
      }
    }
    for (count, expected) in [(1 << 10, 0), (1 << 20, 1)] {
      let before = calls.withLock { $0 }
      let x = Tensor.full([count], 3)
      _ = gradient(at: [x]) { tracked in
        let y = square(tracked[0])
        let kept = y.keptForBackward
        #expect(kept() == y.detached)
        return y.sum()
      }
      #expect(calls.withLock { $0 } - before == expected)
    }
  }
}
