import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct MaximumTests {
  private let x = Tensor([[1, 5, 3], [4, 2, 4]])

  @Test func largestAndSmallest() {
    #expect(x.max() == Tensor(5))
    #expect(x.min() == Tensor(1))
    #expect(x.max(axes: [0]) == Tensor([4, 5, 4]))
    #expect(x.min(axes: [1]) == Tensor([1, 2]))
    #expect(x.max(axes: [-1], keepingDimensions: true) == Tensor([[5], [4]]))
    #expect(Tensor([1, .nan, 2]).max().item.isNaN)
  }

  @Test func positions() {
    #expect(x.argmax() == [1, 0])
    #expect(x.argmax(axis: 0) == [1, 0, 1])
    #expect(distinct([2, 3, 4]).argmax(axis: 1).count == 8)
  }

  @Test func gradients() {
    expectDifferentiable(at: [distinct([3, 4, 2])]) { $0[0].max(axes: [1]) }
    expectDifferentiable(at: [distinct([3, 4, 2])]) { $0[0].max(axes: [0, 2]) }
    expectDifferentiable(at: [distinct([3, 4, 2])]) { $0[0].min() }
  }

  @Test func equalScalarsShareTheGradient() {
    let slope = gradient(at: [x]) { $0[0].max(axes: [1]).sum() }
    #expect(slope == [Tensor([[0, 1, 0], [0.5, 0, 0.5]])])
  }

  @Test func stopsWhereThereIsNothingToCompare() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 0]).max()
    }
    #expect(message(of: result).contains("max: nothing to compare in shape [2, 0]"))
  }
}
