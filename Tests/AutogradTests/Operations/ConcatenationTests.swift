import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ConcatenationTests {
  @Test func laysOneAfterTheOther() {
    let (a, b) = (Tensor([[1, 2], [3, 4]]), Tensor([[5, 6]]))
    #expect(Tensor.concatenated([a, b]) == Tensor([[1, 2], [3, 4], [5, 6]]))
    #expect(
      Tensor.concatenated([a, Tensor([[7], [8]])], axis: -1) == Tensor([[1, 2, 7], [3, 4, 8]]))
    #expect(Tensor.concatenated([.zeros([0, 2]), b]) == b)
    #expect(Tensor.stacked([Tensor([1, 2]), Tensor([3, 4])]) == Tensor([[1, 2], [3, 4]]))
    #expect(
      Tensor.stacked([Tensor([1, 2]), Tensor([3, 4])], axis: 1) == Tensor([[1, 3], [2, 4]]))
  }

  @Test(arguments: [0, 1, 2])
  func gradientsGoBackToTheirPart(_ axis: Int) {
    var dimensions = [2, 3, 2]
    let first = Shape(dimensions)
    dimensions[axis] = 4
    expectDifferentiable(at: samples(first, Shape(dimensions))) {
      Tensor.concatenated([$0[0], $0[1], $0[0]], axis: axis).square()
    }
    expectDifferentiable(at: samples(first, first)) { .stacked([$0[0], $0[1]], axis: axis) }
  }

  @Test func stopsAtShapesThatDiffer() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.concatenated([.zeros([2, 3]), .zeros([2, 4])])
    }
    #expect(
      message(of: result).contains("concatenated: shapes [[2, 3], [2, 4]] differ beyond axis 0"))
  }
}
