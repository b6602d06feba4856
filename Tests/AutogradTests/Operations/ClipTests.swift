import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ClipTests {
  @Test func movesIntoTheRange() {
    #expect(Tensor([-3, -1, 0.5, 1, 3]).clipped(to: -1...1) == Tensor([-1, -1, 0.5, 1, 1]))
    expectDifferentiable(at: [distinct([3, 4])]) { $0[0].clipped(to: -0.25...0.35) }
  }

  @Test func noGradientOutside() {
    let slope = gradient(at: [Tensor([-3, -1, 0.5, 1, 3])]) { $0[0].clipped(to: -1...1).sum() }
    #expect(slope == [Tensor([0, 1, 1, 1, 0])])
  }
}
