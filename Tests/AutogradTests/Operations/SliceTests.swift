import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SliceTests {
  private let x = Tensor.range(0..<24).reshaped(to: [4, 3, 2])

  @Test func takesPartOfAnAxis() {
    #expect(x[1..<3] == Tensor.range(6..<18).reshaped(to: [2, 3, 2]))
    #expect(x[3] == Tensor([[18, 19], [20, 21], [22, 23]]))
    #expect(x.slice(1..<2, axis: 1).scalars == [2, 3, 8, 9, 14, 15, 20, 21])
    #expect(x.slice(1..<2, axis: -1).scalars == stride(from: 1, to: 24, by: 2).map(Float.init))
    #expect(x[2..<2].shape == [0, 3, 2])
  }

  @Test(arguments: [0, 1, 2])
  func gradientsAre0Elsewhere(_ axis: Int) {
    expectDifferentiable(at: samples([4, 3, 2])) { $0[0].slice(1..<2, axis: axis).square() }
    expectDifferentiable(at: samples([4, 3, 2])) { $0[0][1] * $0[0][2] }
  }

  @Test func stopsBeyondTheAxis() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([4, 2])[2..<5]
    }
    #expect(message(of: result).contains("slice: 2..<5 is not within axis 0 of shape [4, 2]"))
  }
}
