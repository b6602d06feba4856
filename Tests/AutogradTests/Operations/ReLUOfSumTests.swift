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

  @Test(arguments: [0, 0.1, 1]) func isLeakyReLUOfTheSum(_ slope: Float) {
    let inputs = samples([3, 4], [3, 4], [4])
    let seed = samples([3, 4], seed: 2)[0]
    for other in [1, 2] {
      let pair = [inputs[0], inputs[other]]
      let together = { (x: [Tensor]) in x[0].leakyReLU(adding: x[1], slope: slope) }
      let apart = { (x: [Tensor]) in (x[0] + x[1]).leakyReLU(slope: slope) }
      #expect(together(pair) == apart(pair))
      let found = gradient(at: pair) { (together($0) * seed).sum() }
      #expect(found == gradient(at: pair) { (apart($0) * seed).sum() })
    }
    expectDifferentiable(at: [distinct([3, 4]), .full([4], 0.05)]) {
      $0[0].leakyReLU(adding: $0[1], slope: slope)
    }
  }

  @Test func stopsAtANegativeSlope() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1]).leakyReLU(adding: Tensor([2]), slope: -1)
    }
    #expect(
      message(of: result).contains("leakyReLU(adding:): expected a slope of at least 0, got -1.0"))
  }
}
