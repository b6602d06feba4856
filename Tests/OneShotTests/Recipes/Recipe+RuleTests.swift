import OneShot
import Testing

@Suite struct RecipeRuleTests {
  @Test func isTheOptimizer() {
    var recipe = Recipe.pictures
    (recipe.rule, recipe.peakRate, recipe.steps) = (.muon, 0.5, 100)
    #expect(recipe.optimizer() is Muon)
    recipe.rule = .adam
    #expect(recipe.optimizer() is Adam)
  }

  @Test func theRateRisesToThePeakAndFalls() {
    var recipe = Recipe.pictures
    (recipe.peakRate, recipe.steps) = (0.5, 100)
    for rule in Recipe.Rule.allCases {
      recipe.rule = rule
      let rate = recipe.optimizer().options.learningRate
      #expect((0..<100).map { rate(at: $0) }.max() == 0.5)
      #expect(rate(at: 0) < 0.5 && rate(at: 100) == 0.5 / 200)
      #expect(recipe.optimizer(steps: 50).options.learningRate(at: 50) == 0.5 / 200)
    }
  }
}
