import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct BackpropagationTests {
  /// As deep as no stack would bear, forward, backward and when it is released.
  @Test func aChainOf50000Operations() {
    let slope = gradient(at: [Tensor(1)]) { inputs in
      var x = inputs[0]
      for _ in 0..<50_000 { x = x + 1 }
      return x
    }
    #expect(slope == [Tensor(1)])
  }

  /// Each node is visited once, though the number of paths doubles with each step.
  @Test func aLadderOfSharedNodes() {
    let slope = gradient(at: [Tensor(1)]) { inputs in
      var x = inputs[0]
      for _ in 0..<60 { x = (x + x) * 0.5 }
      return x
    }
    #expect(slope == [Tensor(1)])
  }

  @Test func gradientsOfSharedInputsAreNotMixedUp() {
    // Both pullbacks hand on the very gradient tensor they were given; adding to one copy must not
    // change the other.
    let slopes = gradient(at: [Tensor([1, 2]), Tensor([3, 4])]) { inputs in
      let sum = inputs[0] + inputs[1]
      return (sum + inputs[0] * 10).sum()
    }
    #expect(slopes == [Tensor([11, 11]), Tensor([1, 1])])
  }
}
