import OneShot
import Testing

@Suite struct NetworksWideResNetTests {
  @Test func agreesWithPyTorch() throws {
    try expectJudged(Networks.wideResNet(blocks: 2, widths: [3, 4, 5, 6]), by: "wideResNet")
  }

  @Test func hasTheSizeOfThePaper() throws {
    try expectTrainable(
      Networks.wideResNet28x10(), weights: 36_472_784, embedding: 640, input: [8, 8, 3])
  }

  @Test func dropsBetweenTheConvolutions() throws {
    let leg = Networks.wideResNet(blocks: 1, widths: [2, 3], dropRate: 0.3)
    let block = try #require(leg.layers[3] as? Residual)
    #expect(block.layers.layers.map { ($0 as? Dropout)?.rate } == [nil, nil, nil, 0.3, nil])
  }
}
