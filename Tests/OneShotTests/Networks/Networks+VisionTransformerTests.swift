import OneShot
import Testing

@Suite struct NetworksVisionTransformerTests {
  @Test func agreesWithTorchvision() throws {
    try expectJudged(
      Networks.visionTransformer(patch: 4, width: 6, blocks: 2, heads: 2), by: "visionTransformer")
  }

  @Test func hasTheSizeOfTimms() throws {
    var leg = Networks.visionTransformerTiny()
    #expect(try leg.build(for: [224, 224, 3]) == [192])
    #expect(leg.parameterCount == 5_524_416)
    // 4 patches rather than 196.
    try expectTrainable(
      Networks.visionTransformerTiny(), weights: 5_524_416 - 192 * 192, embedding: 192)
  }
}
