import Autograd
import Layers
import Tensor
import Testing

@Suite struct LossTests {
  @Test func aLossOfYourOwn() {
    let absolute = Loss("absolute") { ($0 - $1).abs().mean() }
    #expect(absolute.name == "absolute")
    #expect(absolute(Tensor([1, 5]), Tensor([2, 2])) == Tensor(2))
  }

  @Test func namesItself() {
    #expect(Loss.binaryCrossEntropy.name == "binaryCrossEntropy")
    #expect(Loss.contrastive(margin: 2).name == "contrastive(2.0)")
  }
}
