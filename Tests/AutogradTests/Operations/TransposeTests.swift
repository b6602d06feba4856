import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct TransposeTests {
  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2], [0, 2, 1]])
  func movesEveryScalar(_ permutation: [Int]) {
    let x = samples([2, 3, 4])
    let y = x[0].transposed(permutation: permutation)
    #expect(y.shape.dimensions == permutation.map { x[0].shape[$0] })
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<4 {
          let index = permutation.map { [i, j, k][$0] }
          #expect(y[scalarAt: index[0], index[1], index[2]] == x[0][scalarAt: i, j, k])
        }
      }
    }
    expectDifferentiable(at: x) { $0[0].transposed(permutation: permutation).square() }
  }

  @Test func ofAMatrixAndOfNothing() {
    #expect(Tensor([[1, 2, 3]]).transposed() == Tensor([[1], [2], [3]]))
    #expect(Tensor.zeros([0, 3]).transposed().shape == [3, 0])
    #expect(Tensor(4).transposed() == Tensor(4))
  }

  @Test func stopsAtWhatIsNoPermutation() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([4, 2]).transposed(permutation: [0, 0])
    }
    #expect(
      message(of: result).contains(
        "transposed: [0, 0] is no permutation of the axes of [4, 2]"))
  }
}
