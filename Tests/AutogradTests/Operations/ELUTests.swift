import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ELUTests {
  @Test func valuesAndGradients() {
    expectClose(Tensor([-2, 0, 3]).elu(), Tensor([-0.864_664_7, 0, 3]))
    expectDifferentiable(at: samples([3, 4])) { $0[0].elu(alpha: 0.3) }
  }

  @Test func refusesANegativeAlpha() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1]).elu(alpha: -1)
    }
    #expect(message(of: result).contains("elu: expected an alpha that is not negative, got -1.0"))
  }
}
