import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct GradientCheckTests {
  @Test func passesARightGradient() {
    let check = GradientCheck(at: samples([2, 3])) { $0[0].exp() }
    #expect(check.passes)
    #expect(check.differences.count == 6)
    #expect(check.description.hasPrefix("GradientCheck: 6 scalars, passes, worst input 0 scalar"))
  }

  @Test func findsTheWrongScalar() throws {
    let factors = Tensor([1, 1, 1.1, 1])
    let check = GradientCheck(at: samples([4])) { inputs in
      (inputs[0].detached * 2).derived(from: inputs[0]) { $0 * 2 * factors }
    }
    #expect(!check.passes)
    let worst = try #require(check.worst)
    #expect(worst.difference.scalar == 2)
    expectClose(worst.difference.found / worst.difference.expected, 1.1, tolerance: 1e-2)
    #expect(check.description.contains("FAILS, worst input 0 scalar 2"))
  }

  @Test func findsAMissingGradientAndANaN() {
    #expect(!GradientCheck(at: samples([2])) { $0[0].detached.square() }.passes)
    let check = GradientCheck(at: samples([2])) { inputs in
      (inputs[0].detached * 2).derived(from: inputs[0]) { $0 * .nan }
    }
    #expect(!check.passes)
  }

  @Test func judgesEachInputByItsOwnScale() {
    // The second input's gradient is 1000 times smaller than the first's, and wrong.
    let check = GradientCheck(at: samples([2], [2])) { inputs in
      let wrong = (inputs[1].detached * 0.5).derived(from: inputs[1]) { $0 * 0.6 }
      return inputs[0] * 500 + wrong
    }
    #expect(check.worst?.difference.input == 1)
    #expect(!check.passes)
  }
}
