import OneShot
import Testing

@Suite struct RecipeTrainingTests {
  private let glyphs = Glyphs(alphabets: 3, characters: 6, drawers: 5).dataset(size: 28)

  private var recipe: Recipe {
    var recipe = Recipe.quick
    (recipe.blocks, recipe.classes, recipe.softening) = ([.init(4), .init(8)], 5, 0)
    return recipe
  }

  @Test func learnsAndSaysSo() throws {
    var network = try recipe.network(seed: 1)
    let history = try recipe.train(
      &network, on: glyphs, plan: TrainingPlan(steps: 60, stepsPerEpoch: 20, seed: 1)
    ) { _ in [.oneShotAccuracy: 0.25] }
    #expect(history[.loss].count == 3 && history[.loss][2] < history[.loss][0])
    #expect(history[.oneShotAccuracy] == [0.25, 0.25, 0.25])
  }

  /// The schedule is that of the plan's steps, not of the recipe's.
  @Test func theSameSeedGivesTheSameNetwork() throws {
    func trained(seed: UInt64) throws -> ParameterValues {
      var network = try recipe.network(seed: 1)
      try recipe.train(&network, on: glyphs, plan: TrainingPlan(steps: 3, seed: seed))
      return network.values
    }
    let first = try trained(seed: 1)
    #expect(try trained(seed: 1) == first)
    #expect(try trained(seed: 2) != first)
  }
}
