import OneShot
import Testing

@Suite struct RecipeLossTests {
  @Test func eachIsItsFunction() throws {
    let siamese = try TinyNetwork.make()
    let batch = LabeledImages(
      images: TinyNetwork.glyphs.images(at: [0, 1, 4, 5]), labels: [0, 0, 1, 1])
    #expect(Recipe.Loss.contrastive(siamese, batch) == metricLoss(siamese, batch))
    #expect(Recipe.Loss.verification(siamese, batch) == verificationLoss(siamese, batch))
    #expect(Recipe.Loss.allCases.map(\.peakRate) == [6e-3, 1.5e-2])
  }
}
