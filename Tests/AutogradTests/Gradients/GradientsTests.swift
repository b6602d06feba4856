import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct GradientsTests {
  private let gradients = Gradients(
    paths: ["a", "b", "c"], values: [Tensor([3, 0]), nil, Tensor([[4]])])

  @Test func areFoundByPath() {
    #expect(gradients["a"] == Tensor([3, 0]))
    #expect(gradients["b"] == nil)
    #expect(gradients["missing"] == nil)
  }

  @Test func haveANorm() { #expect(gradients.norm == 5) }

  @Test(arguments: [Float.infinity, -.infinity, .nan])
  func nameTheFirstThatIsNoNumber(_ bad: Float) {
    #expect(gradients.firstNotFinite == nil)
    var spoilt = gradients
    spoilt.values[2] = Tensor([[bad]])
    #expect(spoilt.firstNotFinite == "c")
    spoilt.values[0] = Tensor([1, bad])
    #expect(spoilt.firstNotFinite == "a")
  }

  @Test func largeNumbersAreNumbers() {
    let large = Gradients(paths: ["a"], values: [Tensor([3e38, -3e38])])
    #expect(large.firstNotFinite == nil)
  }
}
