import OneShot
import Testing

/// The numbers that were measured: whoever changes one measures anew.
@Suite struct RecipePresetsTests {
  private let affine = AffineAugmentation(
    shear: -0.15...0.15, scale: 0.82...1.22, shift: -0.05...0.05, probability: 1)

  @Test func photographs() throws {
    let recipe = Recipe.photographs
    #expect(recipe.imageShape == [48, 48, 3] && !recipe.turns && !recipe.reflects)
    #expect(recipe.distortion.affine == affine && recipe.distortion.fill == .edge)
    #expect(try recipe.network().input == [48, 48, 3])
    #expect(recipe.preprocessing == .photographs(height: 48, width: 48))
    #expect(Recipe.pictures.preprocessing == ImagePreprocessing(height: 28, width: 28))
  }

  @Test func pictures() {
    let recipe = Recipe.pictures
    #expect([recipe.imageSize, recipe.softening, recipe.views] == [28, 0, 4])
    #expect([recipe.steps, recipe.stepsPerEpoch] == [1000, 100])
    #expect([recipe.classes, recipe.imagesPerClass] == [20, 4])
    #expect(recipe.groups == nil && !recipe.reflects)
    #expect(recipe.loss == .contrastive && recipe.rule == .muon && recipe.peakRate == 1e-2)
    #expect(
      recipe.distortion
        == ImageDistortion(
          affine: affine, elastic: ElasticAugmentation(amplitude: 0...0.03, smoothness: 0.14),
          strokes: StrokeAugmentation(change: -0.01...0.04)))
    #expect(
      recipe.blocks == [.init(16), .init(64), .init(64, pools: false), .init(128)])
  }

  @Test func quick() {
    let recipe = Recipe.quick
    #expect([recipe.imageSize, recipe.softening, recipe.views] == [28, 2, 4])
    #expect([recipe.steps, recipe.stepsPerEpoch] == [1000, 100])
    #expect([recipe.classes, recipe.imagesPerClass] == [20, 4])
    #expect(recipe.groups == 2 && !recipe.reflects)
    #expect(recipe.loss == .contrastive && recipe.rule == .muon && recipe.peakRate == 1e-2)
    #expect(recipe.distortion == ImageDistortion(affine: affine))
    #expect(recipe.blocks == Recipe.pictures.blocks)
  }

  @Test func best() {
    let recipe = Recipe.best
    #expect([recipe.imageSize, recipe.softening, recipe.views] == [42, 1, 8])
    #expect([recipe.steps, recipe.stepsPerEpoch] == [8000, 250])
    #expect([recipe.classes, recipe.imagesPerClass] == [40, 4])
    #expect(recipe.groups == 2 && recipe.reflects)
    #expect(recipe.loss == .contrastive && recipe.rule == .muon && recipe.peakRate == 1e-2)
    #expect(
      recipe.distortion
        == ImageDistortion(
          affine: affine, elastic: ElasticAugmentation(),
          strokes: StrokeAugmentation(change: -1 / 105...1 / 105)))
    #expect(recipe.blocks == Recipe.quick.blocks + [.init(128)])
  }
}
