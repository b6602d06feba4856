import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ComparisonTests {
  private let a = Tensor([[1, 2], [3, .nan]])
  private let b = Tensor([2, 2])

  @Test func give1WhereTheyHold() {
    #expect((a .< b) == Tensor([[1, 0], [0, 0]]))
    #expect((a .<= b) == Tensor([[1, 1], [0, 0]]))
    #expect((a .> b) == Tensor([[0, 0], [1, 0]]))
    #expect((a .>= b) == Tensor([[0, 1], [1, 0]]))
    #expect((a .== b) == Tensor([[0, 1], [0, 0]]))
    #expect((a .!= b) == Tensor([[1, 0], [1, 1]]))
  }

  @Test func haveNoGradient() {
    let slope = gradient(at: [b]) { ($0[0] * ($0[0] .> Tensor(1))).sum() }
    #expect(slope == [Tensor([1, 1])])
  }
}
