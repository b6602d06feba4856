import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ReshapeTests {
  @Test func keepsTheScalars() {
    let x = Tensor.range(0..<12).reshaped(to: [3, 4])
    #expect(x.reshaped(to: [2, 2, 3]).scalars == x.scalars)
    #expect(Tensor.zeros([3, 2, 5]).flattened().shape == [3, 10])
    #expect(x.expandingDimension(at: 0).shape == [1, 3, 4])
    #expect(x.expandingDimension(at: -1).shape == [3, 4, 1])
    expectDifferentiable(at: samples([3, 4])) {
      $0[0].reshaped(to: [2, 6]).expandingDimension(at: 1).square()
    }
  }

  @Test func writingToOneLeavesTheOther() {
    let x = Tensor([1, 2, 3, 4])
    var y = x.reshaped(to: [2, 2])
    y[scalarAt: 0, 0] = 9
    #expect(x == Tensor([1, 2, 3, 4]))
    #expect(y == Tensor([[9, 2], [3, 4]]))
  }

  @Test func stopsAtAnotherCount() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).reshaped(to: [5])
    }
    #expect(message(of: result).contains("reshaped: shape [2, 3] has 6 scalars, [5] needs 5"))
  }
}
