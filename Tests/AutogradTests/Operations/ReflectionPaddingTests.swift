import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ReflectionPaddingTests {
  @Test func bordersAreNotRepeated() {
    let row = Tensor([1, 2, 3], shape: [1, 1, 3, 1])
    let padded = row.reflectionPadded(top: 0, left: 2, bottom: 0, right: 1)
    #expect(padded == Tensor([3, 2, 1, 2, 3, 2], shape: [1, 1, 6, 1]))
  }

  @Test func gradients() {
    expectDifferentiable(at: samples([2, 3, 4, 2])) {
      $0[0].reflectionPadded(top: 1, left: 3, bottom: 2, right: 1)
    }
  }

  @Test func stopsWhereNothingIsLeftToReflect() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 3, 5, 1]).reflectionPadded(top: 3, left: 0, bottom: 0, right: 0)
    }
    #expect(message(of: result).contains("expected padding smaller than images [1, 3, 5, 1]"))
  }
}
