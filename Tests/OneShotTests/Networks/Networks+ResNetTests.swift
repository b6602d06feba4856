import OneShot
import Testing

@Suite(.serialized) struct NetworksResNetTests {
  @Test func agreesWithTorchvision() throws {
    try expectJudged(
      Networks.resNet(blocks: [1, 2, 1, 1], widths: [4, 5, 6, 7]), by: "resNet")
    try expectJudged(
      Networks.resNet(blocks: [2, 1, 1, 1], widths: [2, 3, 4, 5], hasBottlenecks: true),
      by: "resNet-bottlenecks")
  }

  @Test func hasTheSizesOfTorchvision() throws {
    try expectTrainable(Networks.resNet10(), weights: 4_905_792, embedding: 512)
    try expectTrainable(Networks.resNet18(), weights: 11_176_512, embedding: 512)
    try expectTrainable(Networks.resNet34(), weights: 21_284_672, embedding: 512)
    try expectTrainable(Networks.resNet50(), weights: 23_508_032, embedding: 2048)
  }
}
