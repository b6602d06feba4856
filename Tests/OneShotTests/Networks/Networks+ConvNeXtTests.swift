import OneShot
import Testing

@Suite struct NetworksConvNeXtTests {
  @Test func agreesWithTorchvision() throws {
    try expectJudged(
      Networks.convNeXt(blocks: [1, 2, 1], widths: [4, 5, 6], dropRate: 0), by: "convNeXt")
  }

  @Test func hasTheSizeOfTimms() throws {
    try expectTrainable(Networks.convNeXtTiny(), weights: 27_820_128, embedding: 768)
  }

  @Test func stochasticDepthGrowsToItsRate() {
    let rates = Networks.convNeXtTiny(dropRate: 0.34).layers.compactMap { layer in
      ((layer as? Residual)?.layers.layers.last as? StochasticDepth)?.rate
    }
    #expect(rates.count == 17)
    #expect(rates.last == 0.34)
  }
}
