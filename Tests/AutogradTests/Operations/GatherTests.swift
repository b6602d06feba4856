import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct GatherTests {
  private let x = Tensor([[1, 2], [3, 4], [5, 6]])

  @Test func takesElementsInTheOrderOfTheIndices() {
    #expect(x.gathered(at: [2, 0, 2]) == Tensor([[5, 6], [1, 2], [5, 6]]))
    #expect(x.gathered(at: []).shape == [0, 2])
  }

  @Test func gradientsOfRepeatedElementsAdd() {
    expectDifferentiable(at: samples([3, 2, 2])) { $0[0].gathered(at: [2, 0, 2, 2]).square() }
    let slope = gradient(at: [x]) { $0[0].gathered(at: [2, 0, 2]).sum() }
    #expect(slope == [Tensor([[1, 1], [0, 0], [2, 2]])])
  }

  @Test func stopsBeyondTheBatch() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([3, 2]).gathered(at: [0, 3])
    }
    #expect(message(of: result).contains("gathered: index 3 is not in the batch of 3"))
  }
}
