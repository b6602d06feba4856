import Foundation
import OneShot
import Testing

@Suite struct RecipeTests {
  @Test(arguments: [Recipe.pictures, .quick, .best]) func isWhatWasWritten(_ recipe: Recipe) throws
  {
    let data = try JSONEncoder().encode(recipe)
    #expect(try JSONDecoder().decode(Recipe.self, from: data) == recipe)
  }

  /// Files of earlier versions know nothing of legs, rules, averages and views of other kinds.
  @Test func earlierFilesAreRead() throws {
    let data = try JSONEncoder().encode(Recipe.photographs)
    var fields = try #require(
      JSONSerialization.jsonObject(with: data) as? [String: Any])
    for name in ["legs", "compositesBelow", "rule", "averaging", "viewAugmentation"] {
      fields[name] = nil
    }
    let earlier = try JSONSerialization.data(withJSONObject: fields)
    #expect(try JSONDecoder().decode(Recipe.self, from: earlier) == .photographs)
    fields["steps"] = nil
    let broken = try JSONSerialization.data(withJSONObject: fields)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Recipe.self, from: broken) }
  }

  @Test func legsStandSideBySide() throws {
    var recipe = Recipe(
      imageSize: 8, blocks: [.init(2), .init(3)], steps: 3, stepsPerEpoch: 3, classes: 4,
      distortion: ImageDistortion())
    let one = try recipe.network(seed: 1)
    (recipe.legs, recipe.averaging) = (2, 0.5)
    var both = try recipe.network(seed: 1)
    #expect(both.embeddingSize == 2 * one.embeddingSize)
    let first = try #require(both.values["leg.0.0.0.convolution.weight"])
    #expect(first == one.values["leg.0.convolution.weight"])
    #expect(both.values["leg.0.1.0.convolution.weight"] != first)
    // Trained, each leg has learned, and the network has the mean of its weights.
    let glyphs = Glyphs(alphabets: 2, characters: 6, drawers: 4).dataset(size: 8)
    let last = Last()
    let before = both.values
    try recipe.train(
      &both, on: glyphs, plan: TrainingPlan(steps: 3, stepsPerEpoch: 3, seed: 1),
      callbacks: [last])
    for path in ["leg.0.0.0.convolution.weight", "leg.0.1.1.convolution.weight"] {
      #expect(both.values[path] != before[path] && both.values[path] != last.seen.value?[path])
    }
    last.seen.value = nil
  }

  /// Sees the weights before they are averaged.
  private struct Last: Callback {
    final class Box { var value: ParameterValues? }
    let seen = Box()
    mutating func trainingEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      seen.value = model.values
    }
  }
}
