import OneShot
import Testing

@Suite struct NetworksResNet12Tests {
  @Test func agreesWithPyTorch() throws {
    try expectJudged(Networks.resNet12(widths: [3, 4, 5, 6], dropRate: 0), by: "resNet12")
  }

  @Test func hasTheSizeOfThePapers() throws {
    try expectTrainable(Networks.resNet12(), weights: 12_424_320, embedding: 640)
  }

  @Test func dropsScalarsThenBlocks() {
    let layers = Networks.resNet12(widths: [1, 2, 3, 4], dropRate: 0.2).layers
    #expect(layers.compactMap { ($0 as? Dropout)?.rate } == [0.2, 0.2])
    #expect(layers.compactMap { ($0 as? DropBlock)?.blockSize } == [5, 5])
    #expect(layers.compactMap { ($0 as? DropBlock)?.rate } == [0.2, 0.2])
    #expect(Networks.resNet12(widths: [1, 2, 3, 4], dropRate: 0).layers.count == 9)
  }
}
