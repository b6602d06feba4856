import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ReLUOfSumTests {
  @Test func isReLUOfTheSum() {
    let inputs = samples([3, 4], [3, 4], [4])
    let seed = samples([3, 4], seed: 2)[0]
    for other in [1, 2] {
      let pair = [inputs[0], inputs[other]]
      #expect(pair[0].relu(adding: pair[1]) == (pair[0] + pair[1]).relu())
      let found = gradient(at: pair) { ($0[0].relu(adding: $0[1]) * seed).sum() }
      let expected = gradient(at: pair) { (($0[0] + $0[1]).relu() * seed).sum() }
      #expect(found == expected)
    }
    expectDifferentiable(at: [distinct([3, 4]), .full([4], 0.05)]) { $0[0].relu(adding: $0[1]) }
  }
}
