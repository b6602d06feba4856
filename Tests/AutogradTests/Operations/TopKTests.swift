import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct TopKTests {
  @Test func theLargestAlongTheLastAxis() {
    let best = Tensor([[1, 5, 2, 5], [-1, -3, -2, -4]]).topK(3)
    #expect(best.values == Tensor([[5, 5, 2], [-1, -2, -3]]))
    #expect(best.indices == [1, 3, 2, 0, 2, 1])
  }

  @Test func anyRank() {
    let x = distinct([2, 3, 4])
    let best = x.topK(2)
    #expect(best.values.shape == [2, 3, 2])
    #expect(best.indices.count == 12)
    #expect(best.values.slice(0..<1, axis: 2) == x.max(axes: [2], keepingDimensions: true))
    #expect(Tensor([3, 1, 2]).topK(1).values == Tensor([3]))
    #expect(x.topK(0).values.shape == [2, 3, 0])
    #expect(Tensor.zeros([0, 3]).topK(2).values.shape == [0, 2])
  }

  @Test func notANumberIsLast() {
    let best = Tensor([.nan, 1, -.infinity]).topK(3)
    #expect(best.indices == [1, 2, 0])
    #expect(best.values.scalars[2].isNaN)
  }

  @Test func gradients() {
    expectDifferentiable(at: [distinct([3, 5])]) { $0[0].topK(2).values }
    let slope = gradient(at: [Tensor([1, 3, 3])]) { $0[0].topK(2).values.sum() }
    #expect(slope == [Tensor([0, 1, 1])])
  }

  @Test func moreThanThereAreStops() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2]).topK(3)
    }
    #expect(message(of: result).contains("topK: expected 0 to 2 of [2], got 3"))
  }
}
