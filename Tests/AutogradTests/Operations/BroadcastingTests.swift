import TestSupport
import Testing

@testable import Autograd
@testable import Tensor

@Suite struct BroadcastingTests {
  @Test func repeats() {
    let x = Tensor([[1], [2]])
    #expect(x.broadcast(to: [2, 3]) == Tensor([[1, 1, 1], [2, 2, 2]]))
    #expect(Tensor(5).broadcast(to: [0, 2]).shape == [0, 2])
    expectDifferentiable(at: samples([2, 1])) { $0[0].broadcast(to: [3, 2, 4]).square() }
  }

  @Test func aNegativeZeroStaysOne() {
    let repeated = Tensor([-0.0, 0]).broadcast(to: [2, 2])
    #expect(repeated.scalars.map(\.sign) == [.minus, .plus, .minus, .plus])
  }

  @Test func theGradientIsSummedOverWhatWasRepeated() {
    let x = Tensor.ones([4, 2, 3])
    #expect(x.summed(to: [2, 1]) == .full([2, 1], 12))
    #expect(x.summed(to: [3]) == .full([3], 8))
    #expect(x.summed(to: [4, 2, 3]) == x)
  }

  @Test func stopsWhereItDoesNotFill() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).broadcast(to: [1, 3])
    }
    #expect(message(of: result).contains("broadcast: shape [2, 3] does not fill [1, 3]"))
  }
}
