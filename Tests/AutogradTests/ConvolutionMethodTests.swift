import Autograd
import Tensor
import Testing

struct ConvolutionMethodTests {
  private func output(_ method: ConvolutionMethod, strides: Int = 1) -> Tensor {
    var random = SeededGenerator(seed: 6)
    let images = Tensor.uniform([2, 12, 12, 9], in: -1..<1, using: &random)
    let weight = Tensor.uniform([3, 3, 9, 4], in: -1..<1, using: &random)
    return ConvolutionMethod.$current.withValue(method) {
      images.convolved(with: weight, strides: (strides, strides))
    }
  }

  @Test func everyMethodComputesTheSame() {
    let expected = output(.unfolded)
    for method in [ConvolutionMethod.automatic, .bilinear(tile: 5), .bilinear(tile: 12)] {
      let found = output(method)
      #expect((found - expected).abs().max().item / expected.abs().max().item < 2e-6)
    }
  }

  @Test func theBilinearFormReallyRuns() {
    #expect(output(.bilinear(tile: 5)) != output(.unfolded))
  }

  @Test func whatTheBilinearFormCannotDoIsUnfolded() {
    #expect(output(.bilinear(tile: 6), strides: 2) == output(.unfolded, strides: 2))
    #expect(output(.bilinear(tile: 3)) == output(.unfolded))
  }
}
