import OneShot
import Testing

@Suite struct KochRecipeTrainingTests {
  private static let glyphs = Glyphs(alphabets: 2, characters: 4, drawers: 6).dataset()

  private static let recipes: [KochRecipe] = {
    var (drawn, all, paper) = (KochRecipe.blog, KochRecipe.blog, KochRecipe.paper)
    (drawn.batchSize, all.batchSize, all.comparison) = (2, 8, .all)
    (paper.batchSize, paper.trainingPairs) = (2, 4)
    return [drawn, all, paper]
  }()

  /// Which numbers a step changes is tested where the parts are; here, that the parts fit.
  @Test(arguments: recipes.indices)
  func takesAStep(_ index: Int) throws {
    let recipe = Self.recipes[index]
    var network = try recipe.network(seed: 1)
    let before = network.values
    let history = try recipe.train(
      &network, on: Self.glyphs, plan: TrainingPlan(steps: 1, seed: 1)
    ) { _ in [.oneShotAccuracy: 0.5] }
    #expect(history[.oneShotAccuracy] == [0.5] && history[.loss][0].isFinite)
    #expect(network.values != before)
  }

  @Test func imagesAreOfItsSize() {
    let small = Glyphs(alphabets: 1, characters: 2, drawers: 2).dataset(size: 30)
    #expect(KochRecipe.blog.images(of: small).imageShape == [105, 105, 1])
    #expect(KochRecipe.blog.images(of: Self.glyphs).pixels == Self.glyphs.pixels)
  }
}
