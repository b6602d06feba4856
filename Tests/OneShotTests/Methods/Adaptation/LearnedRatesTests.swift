import OneShot
import Tensor
import Testing

@Suite struct LearnedRatesTests {
  @Test func oneForEachWeightThatAdapts() throws {
    let leg = ConvBlock(2)
    let whole = try MAML(leg, input: [4, 4, 1], ways: 2, loop: .metaSGD(rate: 0.2)).rates!
    #expect(
      whole.paths == [
        "leg.convolution.weight", "leg.normalization.scale", "leg.normalization.shift",
        "head.weight", "head.bias",
      ])
    #expect(whole.values[0].value == .full([3, 3, 1, 2], 0.2))
    var loop = InnerLoop.metaSGD()
    loop.adapting = .head
    let head = try MAML(leg, input: [4, 4, 1], ways: 2, loop: loop).rates!
    #expect(head.parameters.map(\.path) == ["weight", "bias"])
  }
}
